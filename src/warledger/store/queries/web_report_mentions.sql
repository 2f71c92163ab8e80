-- The mentions of one revision of a report; columns that a kind does not have are null.
SELECT * EXCLUDE (revision) FROM mentions WHERE report = $report AND revision = $revision
ORDER BY start, "end", kind, claim_id NULLS FIRST, name NULLS FIRST, value NULLS FIRST
