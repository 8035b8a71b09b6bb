# Who stands between: an actor with a tie to the North Korean side and a tie to the Russian side.
# A claim in which the curator has low confidence makes no tie.
PREFIX arms:  <https://w3id.org/armsgraph/ns#>
PREFIX armsv: <https://w3id.org/armsgraph/vocab#>
PREFIX rdf:   <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs:  <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sta:   <https://w3id.org/armsgraph/id/state/>

# Sides: a state, its organs, its citizens, what is registered there or flies its flag.
INSERT { ?state arms:onSideOf ?state } WHERE { ?state a arms:State } ;
INSERT { ?entity arms:onSideOf ?state }
WHERE { ?entity arms:organOf+ ?state . ?state a arms:State } ;
INSERT { ?entity arms:onSideOf ?state }
WHERE { ?entity arms:hasNationality|arms:registeredIn|arms:fliesFlagOf ?state } ;

# Ties, both ways: a link, or a part in the same live event. Identity, legal acts and diplomacy make none.
INSERT { ?one arms:tiedTo ?other . ?other arms:tiedTo ?one }
WHERE {
  VALUES ?category { armsv:Dealing armsv:Affiliation armsv:Ownership armsv:Supply }
  ?link rdfs:subPropertyOf arms:connectedTo ; arms:hasCategory ?category .
  ?one ?link ?other
  MINUS { ?doubted rdf:subject ?one ; rdf:predicate ?link ; rdf:object ?other ; arms:hasConfidence armsv:LowConfidence }
} ;
INSERT { ?one arms:tiedTo ?other . ?other arms:tiedTo ?one }
WHERE {
  VALUES ?category { armsv:Dealing armsv:Affiliation armsv:Ownership armsv:Supply }
  ?pattern arms:fromLeg ?from ; arms:toLeg ?to ; arms:hasCategory ?category .
  ?event a/rdfs:subClassOf*/arms:makesEdge ?pattern ; ?from ?one ; ?to ?other .
  ?claim arms:isAbout ?event ; arms:restsOn ?attestation
  FILTER (?one != ?other)
  MINUS { ?event arms:hasStatus ?unfulfilled }
  MINUS { ?claim arms:hasConfidence armsv:LowConfidence }
  MINUS { ?doubted rdf:subject ?event ; rdf:predicate ?from ; rdf:object ?one ; arms:hasConfidence armsv:LowConfidence }
  MINUS { ?doubted rdf:subject ?event ; rdf:predicate ?to ; rdf:object ?other ; arms:hasConfidence armsv:LowConfidence }
  MINUS { ?claim arms:hasSupport armsv:Refuted }
  MINUS { ?claim arms:hasSupport armsv:Withdrawn }
} ;

INSERT { ?actor arms:hasRole armsv:Intermediary }
WHERE {
  ?actor arms:tiedTo/arms:onSideOf sta:north-korea ; arms:tiedTo/arms:onSideOf sta:russia ; a/rdfs:subClassOf* arms:Actor
  MINUS { ?actor a arms:State }
  # Who acts as an organ of a state, or leads one, is a party and stands between nobody.
  MINUS { ?actor a/rdfs:subClassOf* arms:GovernmentBody }
  MINUS { ?actor arms:leads|arms:memberOf|arms:employedBy ?organ . ?organ a/rdfs:subClassOf* arms:GovernmentBody }
  MINUS { ?actor arms:leads ?state . ?state a arms:State }
}
