# A designation or delisting is imposed by the authority of its package.
PREFIX arms: <https://w3id.org/armsgraph/ns#>
INSERT { ?listing arms:imposedBy ?authority }
WHERE { ?listing arms:partOfAction ?action . ?action arms:imposedBy ?authority }
