-- explain_judgements
-- What people said of some claims, oldest first.
SELECT number, claim_a, claim_b, verdict, "by", note FROM judgements
WHERE claim_a IN (SELECT unnest($claims)) OR claim_b IN (SELECT unnest($claims))
ORDER BY number
