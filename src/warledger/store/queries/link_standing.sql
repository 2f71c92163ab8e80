-- Who stands in which touched block, and at which place in its order. Forms are digests, so
-- their order is as good as drawn by lot, and the same in every run.
CREATE OR REPLACE TEMP TABLE standing AS
WITH mine AS (
    SELECT unnest(keys) AS key, form, claim_id FROM claim_features SEMI JOIN heads USING (claim_id)
)
SELECT key, form, claim_id, row_number() OVER (PARTITION BY key ORDER BY form) AS place
FROM mine SEMI JOIN touched_keys USING (key)
