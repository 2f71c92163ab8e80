-- Keep the ids that are about to go, each with the claim it is named for.
INSERT INTO redirects BY NAME
SELECT incident_id, claims[1] AS claim_id FROM incidents
WHERE incident_id IN (SELECT unnest($incidents))
