-- The links between the claims to group.
SELECT claim_a, claim_b, weight FROM links
SEMI JOIN regrouped ON claim_a = regrouped.claim_id
ORDER BY claim_a, claim_b
