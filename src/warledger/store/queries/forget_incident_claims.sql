DELETE FROM incident_claims WHERE incident_id IN (SELECT unnest($incidents))
