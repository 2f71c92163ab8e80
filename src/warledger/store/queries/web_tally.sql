SELECT
    (SELECT count(*) FROM current) AS reports,
    (SELECT count(*) FROM reports JOIN current USING (report, revision) WHERE state = 'ingested'
        AND report NOT IN (SELECT report FROM copies)) AS ingested,
    (SELECT count(*) FROM reports JOIN current USING (report, revision) WHERE state = 'copy'
        OR report IN (SELECT report FROM copies)) AS copy,
    (SELECT count(*) FROM reports JOIN current USING (report, revision) WHERE state = 'skipped')
        AS skipped,
    (SELECT count(*) FROM claims JOIN current USING (report, revision)) AS claims,
    (SELECT count(*) FROM mentions JOIN current USING (report, revision)) AS mentions,
    (SELECT count(*) FROM incidents) AS incidents,
    (SELECT count(*) FROM control) AS control
