-- Reports that repeat this one, by what is recorded of them.
SELECT r.report, r.title, r.outlet, r.published, r.url, r.state, k.copy_of, k.origin_id
FROM copies AS k JOIN reports AS r USING (report, revision)
WHERE list_contains(k.copy_of, $report) OR (k.origin_id = $report AND k.report <> $report)
ORDER BY r.report LIMIT 500
