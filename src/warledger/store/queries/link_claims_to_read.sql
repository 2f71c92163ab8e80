-- The claims of some of the pending reports, those that are not described yet.
SELECT claims.* FROM claims JOIN pending_reports USING (report, revision)
ANTI JOIN arriving_words USING (report)
WHERE report BETWEEN $first AND $last
ORDER BY report, start, "end", trigger_start, trigger_end, claim_id
