-- One claim speaks for all of its form: the first by id.
CREATE OR REPLACE TEMP TABLE heads AS
SELECT form, min(claim_id) AS claim_id FROM claim_features GROUP BY form
