-- The pending reports that have claims and are not described yet, with their texts.
SELECT reports.* FROM reports JOIN pending_reports USING (report, revision)
SEMI JOIN claims USING (report, revision) ANTI JOIN arriving_words USING (report)
WHERE report > $after ORDER BY report LIMIT $most
