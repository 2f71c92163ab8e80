-- The pending reports with their texts.
SELECT reports.* FROM reports JOIN pending_reports USING (report, revision)
WHERE report > $after ORDER BY report LIMIT $most
