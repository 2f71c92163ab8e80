SELECT now FROM redirects WHERE incident_id = $id ORDER BY now
