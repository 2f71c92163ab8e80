-- Who is paired with whom, from any of these reports.
SELECT copy, origin FROM copy_pairs
WHERE copy IN (SELECT unnest($reports)) OR origin IN (SELECT unnest($reports))
ORDER BY copy, origin
