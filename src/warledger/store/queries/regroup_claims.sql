-- The claims to group that are still there.
SELECT claim_id FROM claim_features SEMI JOIN regrouped USING (claim_id)
