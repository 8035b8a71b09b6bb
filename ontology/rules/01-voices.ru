# Whose word an attestation is: the authority spoken for, else the speaker, lifted from organ to body (a ministry and its state are one voice).
PREFIX arms: <https://w3id.org/armsgraph/ns#>
INSERT { ?attestation arms:hasVoice ?voice }
WHERE {
  { ?attestation arms:spokenFor ?speaker }
  UNION
  { ?attestation arms:statedBy ?speaker MINUS { ?attestation arms:spokenFor ?authority } }
  ?speaker arms:organOf* ?voice
  MINUS { ?voice arms:organOf ?body }
}
