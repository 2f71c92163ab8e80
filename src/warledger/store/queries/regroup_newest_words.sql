-- The newest word on each pair of claims that are still there; a withdrawn one is none.
CREATE OR REPLACE TEMP TABLE newest_words AS
SELECT max(number) AS number, claim_a, claim_b, max_by(verdict, number) AS verdict
FROM judgements
    SEMI JOIN claim_features AS a ON a.claim_id = claim_a
    SEMI JOIN claim_features AS b ON b.claim_id = claim_b
GROUP BY claim_a, claim_b
HAVING max_by(verdict, number) <> 'withdrawn'
