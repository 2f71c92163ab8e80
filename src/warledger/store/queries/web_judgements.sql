-- What people said of pairs of these claims (one of them may lie in another incident).
SELECT number, claim_a AS a, claim_b AS b, verdict, "by", note, made FROM judgements
WHERE claim_a IN (SELECT unnest($claims)) OR claim_b IN (SELECT unnest($claims))
ORDER BY number
