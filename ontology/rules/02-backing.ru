# What a claim rests on: each passage that asserts it and whatever that cites; a passage that misreports supports nothing.
PREFIX arms: <https://w3id.org/armsgraph/ns#>
INSERT { ?claim arms:restsOn ?attestation }
WHERE {
  ?claim arms:assertedIn ?passage
  MINUS { ?passage arms:misreports ?wronged }
  ?passage arms:cites* ?attestation
  MINUS { ?attestation arms:misreports ?other }
}
