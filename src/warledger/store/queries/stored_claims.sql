-- Whole claim rows of the newest revisions, to be read back as records.
SELECT claims.* FROM claims JOIN current USING (report, revision)
ORDER BY report, start, "end", trigger_start, trigger_end, claim_id
