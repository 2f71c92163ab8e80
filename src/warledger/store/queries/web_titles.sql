-- Reports for the search, the oldest first.
SELECT report, left(title, $most) AS title, outlet, CAST(published AS VARCHAR) AS published
FROM reports JOIN current USING (report, revision)
ORDER BY published NULLS FIRST, report
