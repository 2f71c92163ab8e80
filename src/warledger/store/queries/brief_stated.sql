-- Claims that expect something, or give a figure of another measure than `$without`, in reports
-- published from `$first` to `$last`.
SELECT c.claim_id
FROM claims c
JOIN current USING (report, revision)
JOIN reports r USING (report, revision)
WHERE r.published BETWEEN $first AND $last
    AND (c.status = 'expected'
        OR len(list_filter(c.figures, lambda f: NOT list_contains($without, f.measure))) > 0)
ORDER BY c.claim_id
