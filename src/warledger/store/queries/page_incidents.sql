-- The incidents that the reports `$reports` tell of, in the order of the `incidents` export.
SELECT * FROM incidents
WHERE list_has_any(reports, $reports)
ORDER BY date_start NULLS LAST, date_end, incident_id
