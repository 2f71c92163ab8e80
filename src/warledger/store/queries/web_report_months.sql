SELECT strftime(published, '%Y-%m') AS month, count(*) AS reports
FROM reports JOIN current USING (report, revision)
WHERE published IS NOT NULL GROUP BY month ORDER BY month
