-- Every claim of every revision.
SELECT * FROM claims
ORDER BY report, revision, start, "end", trigger_start, trigger_end, claim_id
