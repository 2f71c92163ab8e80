-- rerun_judgements
SELECT number, claim_a, claim_b, verdict, "by", note, made FROM judgements ORDER BY number
