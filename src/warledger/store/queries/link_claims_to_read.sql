-- The claims of some of the pending reports.
SELECT claims.* FROM claims JOIN pending_reports USING (report, revision)
WHERE report BETWEEN $first AND $last
ORDER BY report, start, "end", trigger_start, trigger_end, claim_id
