-- The pairs among these reports, which are whole groups.
SELECT copy, origin, passages, is_dated, reasons FROM copy_pairs
WHERE copy IN (SELECT unnest($reports)) ORDER BY copy, origin
