SELECT incident_id FROM redirects WHERE now = $id ORDER BY incident_id
