-- Reports that repeat the named ones: whose words they are hangs on these.
SELECT report FROM copies
WHERE origin_id IN (SELECT unnest($reports)) OR list_has_any(copy_of, $reports)
ORDER BY report
