-- How much the ledger holds, newest revisions only; one row.
SELECT
    (SELECT count(*) FROM current) AS reports,
    (SELECT count(*) FROM reports JOIN current USING (report, revision)
     WHERE state = 'skipped') AS skipped,
    (SELECT count(*) FROM mentions JOIN current USING (report, revision)) AS mentions,
    (SELECT count(*) FROM claims JOIN current USING (report, revision)) AS claims,
    (SELECT count(*) FROM incidents) AS incidents,
    (SELECT count(*) FROM control) AS control,
    (SELECT count(*) FROM copies) AS copies
