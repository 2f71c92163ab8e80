-- How many words of their own these reports have, and their days.
SELECT report, revision, day, words FROM copy_words JOIN current USING (report)
WHERE report IN (SELECT unnest($reports)) ORDER BY report
