-- Of the claims to group, those looked at now: whole components.
CREATE OR REPLACE TEMP TABLE grouped_now AS SELECT unnest($claims) AS claim_id
