# Declared, else Corroborated, else Alleged; what a curator set stays.
PREFIX arms:  <https://w3id.org/armsgraph/ns#>
PREFIX armsv: <https://w3id.org/armsgraph/vocab#>
PREFIX rdf:   <http://www.w3.org/1999/02/22-rdf-syntax-ns#>

# Declared: the authority whose act it is announces it.
INSERT { ?claim arms:hasSupport armsv:Declared }
WHERE {
  ?claim arms:isAbout|rdf:subject ?event ; arms:restsOn/arms:hasVoice ?voice .
  ?event arms:partOfAction?/(arms:imposedBy|arms:decidedBy)/arms:organOf* ?voice
  MINUS { ?claim arms:hasSupport ?set }
} ;

# Corroborated: two origins that share no voice. The MINUS names the claim too, or it would pair all passages of a voice.
INSERT { ?claim arms:hasSupport armsv:Corroborated }
WHERE {
  ?claim arms:hasOrigin ?one , ?other
  FILTER (?one != ?other)
  MINUS { ?claim arms:hasOrigin ?one , ?other . ?one arms:hasVoice ?shared . ?other arms:hasVoice ?shared }
  MINUS { ?claim arms:hasSupport ?set }
} ;

# Alleged: the rest.
INSERT { ?claim arms:hasSupport armsv:Alleged }
WHERE {
  ?claim a arms:Claim
  MINUS { ?claim arms:hasSupport ?set }
}
