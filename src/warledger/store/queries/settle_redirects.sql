-- An id that stands does not redirect; every other leads to where its claim is now.
DELETE FROM redirects WHERE incident_id IN (SELECT incident_id FROM incidents);
UPDATE redirects SET now = (
    SELECT min(m.incident_id) FROM incident_claims m WHERE m.claim_id = redirects.claim_id)
WHERE claim_id IS NOT NULL;
