-- What is written of these reports as copies.
SELECT * FROM copies WHERE report IN (SELECT unnest($reports)) ORDER BY report
