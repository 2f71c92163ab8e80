-- rerun_cited
-- Every incident's id that may have been cited, with the claim it was named for.
SELECT incident_id, claims[1] AS claim_id FROM incidents
UNION SELECT incident_id, claim_id FROM redirects
ORDER BY ALL
