-- Why some claims are taken to tell of one event, strongest first.
SELECT claim_a AS a, claim_b AS b, weight, reasons FROM links
WHERE claim_a IN (SELECT unnest($claims)) AND claim_b IN (SELECT unnest($claims))
ORDER BY weight DESC, claim_a, claim_b LIMIT 1000
