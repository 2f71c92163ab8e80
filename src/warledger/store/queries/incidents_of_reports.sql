-- Incidents that rest on one of `$reports`, with their claims.
SELECT incident_id, claims FROM incidents
WHERE list_has_any(reports, $reports)
ORDER BY incident_id
