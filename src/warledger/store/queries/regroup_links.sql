-- Which of the claims to group a link joins.
SELECT claim_a, claim_b FROM links SEMI JOIN regrouped ON claim_a = regrouped.claim_id
