-- The claims that a judgement is about; what hangs together with them is grouped again.
CREATE OR REPLACE TEMP TABLE regrouped AS SELECT unnest($claims) AS claim_id
