SELECT p.reason AS reason, CAST(sum(p.sentences) AS BIGINT) AS sentences
FROM (SELECT unnest(passed_over) AS p FROM reports JOIN current USING (report, revision))
GROUP BY p.reason ORDER BY sentences DESC, reason LIMIT 200
