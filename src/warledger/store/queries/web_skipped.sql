SELECT reason, count(*) AS count, list(report ORDER BY report)[1:50] AS reports
FROM reports JOIN current USING (report, revision) WHERE state = 'skipped'
GROUP BY reason ORDER BY count DESC, reason LIMIT 200
