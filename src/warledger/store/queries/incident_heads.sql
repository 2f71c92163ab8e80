-- Of all reports that the claims `$claims` may rest on: whose they are, what they lead back to.
WITH own AS (SELECT DISTINCT report FROM claims WHERE claim_id IN (SELECT unnest($claims))),
copied AS (SELECT origin_id, passages FROM copies SEMI JOIN own USING (report)),
named AS (
    FROM own
    UNION SELECT origin_id FROM copied
    UNION SELECT p.origin FROM (SELECT unnest(passages) AS p FROM copied)
),
above AS (SELECT origin_id FROM copies SEMI JOIN named USING (report))
SELECT report, outlet, origin_id
FROM reports JOIN current USING (report, revision) LEFT JOIN copies USING (report)
WHERE report IN (FROM named) OR report IN (FROM above)
