-- Places that claims of the named reports spoke of until now.
SELECT DISTINCT place_key, of_whole FROM control_claims
WHERE report IN (SELECT unnest($reports))
ORDER BY ALL
