# Dispute stands beside support: a denial, or a conflict with a claim that still stands. A denial never deletes support.
PREFIX arms:  <https://w3id.org/armsgraph/ns#>
PREFIX armsv: <https://w3id.org/armsgraph/vocab#>

# A conflict is authored once.
INSERT { ?other arms:conflictsWith ?claim }
WHERE { ?claim arms:conflictsWith ?other } ;

INSERT { ?claim arms:isDisputed true }
WHERE {
  ?claim arms:deniedIn ?denial
  MINUS { ?denial arms:misreports ?wronged }
} ;

# Refuted, withdrawn and denied-only claims dispute nobody.
INSERT { ?claim arms:isDisputed true }
WHERE {
  ?claim arms:conflictsWith ?other .
  ?other arms:restsOn ?attestation
  MINUS { ?other arms:hasSupport armsv:Refuted }
  MINUS { ?other arms:hasSupport armsv:Withdrawn }
}
