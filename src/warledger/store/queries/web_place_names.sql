-- The words that reports use for a place and how they were resolved, most used first.
SELECT mention, count, reason, report, start, "end" FROM web_names
WHERE key = $key ORDER BY count DESC, mention LIMIT 100
