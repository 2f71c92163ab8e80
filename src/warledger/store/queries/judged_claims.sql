-- Which of these ids are claims of a newest revision, and which only of an older one.
SELECT claim_id, bool_or(current.revision IS NOT NULL) AS is_current
FROM claims LEFT JOIN current USING (report, revision)
WHERE claim_id IN (SELECT unnest($claims))
GROUP BY claim_id ORDER BY claim_id
