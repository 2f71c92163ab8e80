-- Incidents in the order of the `incidents` export, to be read beside `incident_accounts`.
SELECT * FROM incidents ORDER BY date_start NULLS LAST, date_end, incident_id
