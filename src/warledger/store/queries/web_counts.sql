SELECT
    (SELECT count(*) FROM current) AS reports,
    (SELECT count(*) FROM claims JOIN current USING (report, revision)) AS claims,
    (SELECT count(*) FROM control) AS control
