-- Reports whose group may have changed.
SELECT DISTINCT report FROM (
    SELECT report FROM copies_pending
    UNION ALL SELECT unnest([copy, origin]) FROM copies_touching
    UNION ALL SELECT unnest([copy, origin]) FROM copies_gone)
ORDER BY report
