SELECT DISTINCT n, outlet AS value, outlet AS label FROM web_claims
WHERE outlet IS NOT NULL ORDER BY n, value
