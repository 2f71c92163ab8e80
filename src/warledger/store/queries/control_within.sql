-- Places in the named divisions.
SELECT DISTINCT place_key FROM control_claims
WHERE division IN (SELECT unnest($divisions))
ORDER BY place_key
