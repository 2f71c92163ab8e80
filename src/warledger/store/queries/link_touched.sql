-- Forms that arrive, change or go with the pending reports, their claims, and their blocks.
CREATE OR REPLACE TEMP TABLE touched_forms AS
    SELECT form FROM arriving
    UNION
    SELECT form FROM claim_features JOIN pending_reports USING (report);
CREATE OR REPLACE TEMP TABLE touched_claims AS
    SELECT claim_id FROM arriving
    UNION
    SELECT claim_id FROM claim_features SEMI JOIN touched_forms USING (form);
CREATE OR REPLACE TEMP TABLE touched_keys AS
    SELECT unnest(keys) AS key FROM arriving
    UNION
    SELECT unnest(keys) AS key FROM claim_features SEMI JOIN touched_forms USING (form);
