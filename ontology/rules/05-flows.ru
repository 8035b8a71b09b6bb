# Shipments of arms and fuel, read as plain triples between sender and recipient; one that was only planned or tried gives none.
PREFIX arms:  <https://w3id.org/armsgraph/ns#>
PREFIX armsv: <https://w3id.org/armsgraph/vocab#>
PREFIX skos:  <http://www.w3.org/2004/02/skos/core#>
INSERT { ?sender ?supplied ?recipient }
WHERE {
  VALUES (?kind ?supplied) { (armsv:Munitions arms:suppliedArmsTo) (armsv:Petroleum arms:suppliedFuelTo) }
  ?cargo skos:broader* ?kind .
  ?shipment arms:hasCargoType ?cargo ; arms:sentBy ?sender ; arms:sentTo ?recipient .
  ?claim arms:isAbout ?shipment ; arms:restsOn ?attestation
  MINUS { ?shipment arms:hasStatus ?unfulfilled }
  MINUS { ?claim arms:hasSupport armsv:Refuted }
  MINUS { ?claim arms:hasSupport armsv:Withdrawn }
}
