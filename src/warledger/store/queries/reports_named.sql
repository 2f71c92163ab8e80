-- Whole report rows of the newest revisions of these reports.
SELECT reports.* FROM reports JOIN current USING (report, revision)
WHERE report IN (SELECT unnest($reports)) ORDER BY report
