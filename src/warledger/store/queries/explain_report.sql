-- explain_report
-- Whole rows of one report, the newest first.
SELECT * FROM reports WHERE report = $id ORDER BY revision DESC
