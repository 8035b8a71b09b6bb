# Who stands on whose list: designations that were not lifted.
PREFIX arms:  <https://w3id.org/armsgraph/ns#>
PREFIX armsv: <https://w3id.org/armsgraph/vocab#>
INSERT { ?target arms:designatedBy ?authority }
WHERE {
  ?designation a arms:Designation ; arms:targets ?target ; arms:imposedBy ?authority .
  ?claim arms:isAbout ?designation ; arms:restsOn ?attestation
  MINUS { ?claim arms:hasSupport armsv:Refuted }
  MINUS { ?claim arms:hasSupport armsv:Withdrawn }
  MINUS { ?designation arms:liftedOn ?day }
}
