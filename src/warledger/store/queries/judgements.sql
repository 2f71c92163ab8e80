-- Every judgement ever made, oldest first, with what has become of it.
SELECT number, claim_a, claim_b, verdict, "by", note, made,
    CASE WHEN number < max(number) OVER (PARTITION BY claim_a, claim_b) THEN 'replaced'
        WHEN verdict = 'withdrawn' THEN 'withdrawn'
        WHEN claim_a IN (SELECT claim_id FROM claims JOIN current USING (report, revision))
            AND claim_b IN (SELECT claim_id FROM claims JOIN current USING (report, revision))
            THEN 'stands'
        ELSE 'claim gone' END AS state
FROM judgements
ORDER BY number
