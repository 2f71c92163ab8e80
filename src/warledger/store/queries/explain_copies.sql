-- explain_copies
-- Which of some reports copy others, and why so.
SELECT * FROM copies WHERE report IN (SELECT unnest($reports)) ORDER BY report
