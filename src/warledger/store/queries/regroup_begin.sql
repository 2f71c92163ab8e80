-- The claims whose grouping may change: the touched ones, and who shares an incident with them.
CREATE OR REPLACE TEMP TABLE regrouped AS
SELECT claim_id FROM touched_claims
UNION
SELECT theirs.claim_id FROM touched_claims JOIN incident_claims AS mine USING (claim_id)
    JOIN incident_claims AS theirs USING (incident_id)
