-- explain_claim
-- A claim, of its newest revision, with its report's facts and the run that made it.
SELECT c.*, r.outlet, r.published, r.published_basis,
    c.revision = (SELECT revision FROM current WHERE current.report = c.report) AS is_current,
    (SELECT incident_id FROM incident_claims m WHERE m.claim_id = c.claim_id) AS incident_id
FROM claims c JOIN reports r USING (report, revision)
WHERE c.claim_id = $id ORDER BY c.revision DESC LIMIT 1
