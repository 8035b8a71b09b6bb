# Who stands on whose list: designations that were not lifted.

# A delisting lifts what the same authority had listed by then.
PREFIX arms:  <https://w3id.org/armsgraph/ns#>
PREFIX armsv: <https://w3id.org/armsgraph/vocab#>
INSERT { ?designation arms:liftedOn ?day }
WHERE {
  ?delisting a arms:Delisting ; arms:targets ?target ; arms:imposedBy ?authority ; arms:partOfAction?/(arms:effectiveOn|arms:announcedOn) ?day .
  ?designation a arms:Designation ; arms:targets ?target ; arms:imposedBy ?authority .
  ?claim arms:isAbout ?delisting ; arms:restsOn ?attestation
  OPTIONAL { ?designation arms:partOfAction?/arms:announcedOn ?listed }
  FILTER (!BOUND(?listed) || ?listed <= ?day)
  MINUS { ?claim arms:hasSupport armsv:Refuted }
  MINUS { ?claim arms:hasSupport armsv:Withdrawn }
} ;

INSERT { ?target arms:designatedBy ?authority }
WHERE {
  ?designation a arms:Designation ; arms:targets ?target ; arms:imposedBy ?authority .
  ?claim arms:isAbout ?designation ; arms:restsOn ?attestation
  MINUS { ?claim arms:hasSupport armsv:Refuted }
  MINUS { ?claim arms:hasSupport armsv:Withdrawn }
  MINUS { ?designation arms:liftedOn ?day }
}
