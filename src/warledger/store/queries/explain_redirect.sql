-- explain_redirect
-- Where an id that no longer stands leads.
SELECT now, claim_id FROM redirects WHERE incident_id = $id ORDER BY ALL
