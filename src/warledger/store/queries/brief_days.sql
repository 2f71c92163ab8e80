-- From when to when the ledger's reports were published, and how many of them say no day.
SELECT min(published) AS first, max(published) AS last, count(*) AS reports,
    count(*) FILTER (WHERE published IS NULL) AS undated
FROM reports JOIN current USING (report, revision)
