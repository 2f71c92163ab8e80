-- The incidents whose claims are grouped again.
SELECT DISTINCT incident_id FROM incident_claims SEMI JOIN regrouped USING (claim_id)
ORDER BY incident_id
