-- Who stands in which touched block of more than $most forms, and at which place in its order.
-- Forms are digests, so their order is as good as drawn by lot, and the same in every run. Most
-- blocks hold one form only and compare nothing: they are dropped before anything is sorted.
CREATE OR REPLACE TEMP TABLE standing AS
WITH mine AS (
    SELECT unnest(keys) AS key, form, claim_id FROM claim_features SEMI JOIN heads USING (claim_id)
),
met AS (
    SELECT key FROM mine SEMI JOIN touched_keys USING (key) GROUP BY key HAVING count(*) > $most
)
SELECT key, form, claim_id, row_number() OVER (PARTITION BY key ORDER BY form) AS place
FROM mine SEMI JOIN met USING (key)
