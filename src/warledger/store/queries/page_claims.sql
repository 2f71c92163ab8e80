-- Whole rows of the claims of the reports `$reports`, to be read back as records.
SELECT claims.* FROM claims JOIN current USING (report, revision)
WHERE report IN (SELECT unnest($reports))
ORDER BY report, start, "end", trigger_start, trigger_end, claim_id
