-- Whole rows of the reports `$reports`, to be read back as records.
SELECT reports.* FROM reports JOIN current USING (report, revision)
WHERE report IN (SELECT unnest($reports))
ORDER BY report
