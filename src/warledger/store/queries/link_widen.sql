-- Count the forms that moved among those to compare again, with their claims and blocks.
INSERT INTO touched_forms SELECT form FROM moved;
INSERT INTO touched_claims
    SELECT claim_id FROM claim_features SEMI JOIN moved USING (form)
    ANTI JOIN touched_claims USING (claim_id);
INSERT INTO touched_keys
    SELECT DISTINCT unnest(keys) AS key FROM claim_features SEMI JOIN moved USING (form);
CREATE OR REPLACE TEMP TABLE touched_keys AS SELECT DISTINCT key FROM touched_keys;
