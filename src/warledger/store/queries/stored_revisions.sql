-- Whole report rows, older revisions too.
SELECT * FROM reports ORDER BY report, revision
