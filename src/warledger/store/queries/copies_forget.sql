DELETE FROM copies WHERE report IN (SELECT unnest($reports))
