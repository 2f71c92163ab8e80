-- explain_links
-- The links of some claims with one another and with any other, strongest first.
SELECT claim_a, claim_b, weight, reasons FROM links
WHERE claim_a IN (SELECT unnest($claims)) OR claim_b IN (SELECT unnest($claims))
ORDER BY weight DESC, claim_a, claim_b
