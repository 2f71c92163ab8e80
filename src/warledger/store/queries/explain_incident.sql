-- explain_incident
SELECT * FROM incidents WHERE incident_id = $id
