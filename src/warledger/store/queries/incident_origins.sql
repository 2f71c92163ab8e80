-- Of the reports `$reports`: which outlet's they are, and what they lead back to themselves.
SELECT report, outlet, origin_id
FROM reports JOIN current USING (report, revision) LEFT JOIN copies USING (report)
WHERE report IN (SELECT unnest($reports))
