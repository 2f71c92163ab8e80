-- What a run needs to tell new from known, and to try again what an earlier one skipped.
SELECT report, revision, digest, origin, CASE WHEN state = 'skipped' THEN run_id END
FROM reports ORDER BY report, revision
