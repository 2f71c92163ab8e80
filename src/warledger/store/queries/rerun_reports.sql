-- rerun_reports
-- Every text that a run brought in, older revisions too, to be read back as records.
SELECT * FROM reports WHERE run_id = $run_id ORDER BY report, revision
