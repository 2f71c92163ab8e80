-- What people said of the claims to group.
SELECT number, claim_a, claim_b, verdict FROM newest_words
SEMI JOIN regrouped ON claim_a = regrouped.claim_id
ORDER BY number
