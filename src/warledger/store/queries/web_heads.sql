-- What is said of reports wherever they are named, and which passages they repeat.
SELECT r.report, r.title, r.outlet, r.published, r.url, r.state, k.copy_of, k.origin_id, k.passages
FROM reports AS r JOIN current USING (report, revision)
LEFT JOIN copies AS k USING (report, revision)
WHERE r.report IN (SELECT unnest($reports))
ORDER BY r.report
