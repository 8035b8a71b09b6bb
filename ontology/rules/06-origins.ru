# Where the chain of citation behind a claim begins.
PREFIX arms: <https://w3id.org/armsgraph/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
INSERT { ?claim arms:hasOrigin ?attestation }
WHERE {
  ?claim arms:restsOn ?attestation
  # it relies on nothing earlier,
  MINUS { ?attestation arms:cites ?earlier }
  # its voice relays nobody on this claim elsewhere,
  MINUS {
    ?claim arms:restsOn ?attestation , ?relay .
    ?relay arms:cites ?relayed ; arms:hasVoice ?voice .
    ?attestation arms:hasVoice ?voice
  }
  # and it is no press prose without a named speaker, unless the document is original reporting.
  MINUS {
    ?attestation arms:foundIn ?document ; arms:statedBy ?publisher .
    ?document dcterms:publisher ?publisher
    MINUS { ?document arms:isOriginalReporting true }
    MINUS { ?attestation arms:spokenFor ?authority }
    MINUS { ?publisher a/rdfs:subClassOf* arms:GovernmentBody }
    MINUS { ?publisher a/rdfs:subClassOf* arms:InternationalBody }
    MINUS { ?publisher a/rdfs:subClassOf* arms:State }
  }
}
