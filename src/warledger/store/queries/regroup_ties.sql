-- The links between the claims looked at now.
SELECT claim_a, claim_b, weight FROM links
SEMI JOIN grouped_now ON claim_a = grouped_now.claim_id
ORDER BY claim_a, claim_b
