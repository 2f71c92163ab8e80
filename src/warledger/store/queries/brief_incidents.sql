-- Incidents whose days meet the days from `$first` to `$last`, or of which a report first told
-- in them. What is only expected is no incident of the brief.
WITH told AS (
    SELECT incident_id, min(published) AS first_told
    FROM (SELECT incident_id, unnest(reports) AS report FROM incidents)
    JOIN current USING (report)
    JOIN reports USING (report, revision)
    GROUP BY incident_id
)
SELECT incidents.*, told.first_told
FROM incidents LEFT JOIN told USING (incident_id)
WHERE status <> 'expected'
    AND ((date_start <= $last AND date_end >= $first)
        OR first_told BETWEEN $first AND $last)
ORDER BY date_start NULLS LAST, date_end, incident_id
