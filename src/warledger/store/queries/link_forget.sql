-- Take out every link of what is compared again.
INSERT INTO touched_forms SELECT form FROM moved ANTI JOIN touched_forms USING (form);
INSERT INTO touched_claims
    SELECT claim_id FROM claim_features SEMI JOIN moved USING (form)
    ANTI JOIN touched_claims USING (claim_id);
INSERT INTO touched_keys
    SELECT DISTINCT unnest(keys) AS key FROM claim_features SEMI JOIN moved USING (form);
CREATE OR REPLACE TEMP TABLE touched_keys AS SELECT DISTINCT key FROM touched_keys;
DELETE FROM links WHERE claim_a IN (SELECT claim_id FROM touched_claims)
    OR claim_b IN (SELECT claim_id FROM touched_claims);
