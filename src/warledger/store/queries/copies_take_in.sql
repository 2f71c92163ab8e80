-- Put the keys of the pending reports in the place of their older revisions', and find who
-- leads: the earliest few reports of every key, with whom alone the others are compared.
CREATE OR REPLACE TEMP TABLE copies_touched AS
    SELECT DISTINCT key FROM (
        SELECT key FROM copy_keys SEMI JOIN copies_pending USING (report)
        UNION ALL SELECT unnest(keys) FROM copies_fresh);
CREATE OR REPLACE TEMP TABLE copies_led AS
    SELECT key, report FROM copy_keys SEMI JOIN copies_touched USING (key)
    QUALIFY row_number() OVER (PARTITION BY key ORDER BY day NULLS LAST, report) <= (SELECT leaders FROM copies_limit);
CREATE OR REPLACE TEMP TABLE copies_touching AS
    SELECT DISTINCT copy, origin FROM copy_pairs
    WHERE copy IN (SELECT report FROM copies_pending)
        OR origin IN (SELECT report FROM copies_pending);
DELETE FROM copy_keys WHERE report IN (SELECT report FROM copies_pending);
DELETE FROM copy_words WHERE report IN (SELECT report FROM copies_pending);
DELETE FROM copy_pairs WHERE copy IN (SELECT report FROM copies_pending)
    OR origin IN (SELECT report FROM copies_pending);
INSERT INTO copy_keys SELECT unnest(keys), day, report FROM copies_fresh;
INSERT INTO copy_words SELECT report, day, words, method FROM copies_fresh;
-- A key that one report has compares nothing.
CREATE OR REPLACE TEMP TABLE copies_shared AS
    SELECT key, day, report FROM copy_keys SEMI JOIN (
        SELECT key FROM copy_keys SEMI JOIN copies_touched USING (key)
        GROUP BY key HAVING count(*) > 1) USING (key);
CREATE OR REPLACE TEMP TABLE copies_leads AS
    SELECT key, report FROM copies_shared
    QUALIFY row_number() OVER (PARTITION BY key ORDER BY day NULLS LAST, report) <= (SELECT leaders FROM copies_limit);
-- All keys of whoever may be compared, a row a report.
CREATE OR REPLACE TEMP TABLE copies_lists AS
    SELECT report, list(key) AS keys FROM copy_keys
    SEMI JOIN (SELECT DISTINCT report FROM copies_shared) USING (report) GROUP BY report
