-- Ids of incidents that stand no more, with the claims that they are made of.
SELECT incident_id, claim_id FROM redirects WHERE claim_id IS NOT NULL ORDER BY ALL
