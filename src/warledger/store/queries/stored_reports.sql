-- Whole report rows of the newest revisions, to be read back as records.
SELECT reports.* FROM reports JOIN current USING (report, revision) ORDER BY report
