-- Pairs that no key brings together any more, since an earlier report took the place of the one
-- that led there: who is compared depends on the reports that there are, not on their arrival.
CREATE OR REPLACE TEMP TABLE copies_overtaken AS
    SELECT DISTINCT report FROM copies_led ANTI JOIN copies_leads USING (key, report)
    WHERE report NOT IN (SELECT report FROM copies_pending);
CREATE OR REPLACE TEMP TABLE copies_gone AS
    WITH doubted AS (
        SELECT copy, origin FROM copy_pairs
        WHERE copy IN (SELECT report FROM copies_overtaken)
            OR origin IN (SELECT report FROM copies_overtaken)
    ),
    theirs AS (
        SELECT DISTINCT key FROM copy_keys WHERE report IN (SELECT report FROM copies_overtaken)
    ),
    leads AS (
        SELECT key, report FROM copy_keys SEMI JOIN theirs USING (key)
        QUALIFY row_number() OVER (PARTITION BY key ORDER BY day NULLS LAST, report) <= (SELECT leaders FROM copies_limit)
    ),
    held AS (
        SELECT DISTINCT copy, origin FROM doubted
        JOIN copy_keys x ON x.report = copy JOIN copy_keys y ON y.report = origin AND y.key = x.key
        JOIN leads l ON l.key = x.key AND l.report IN (copy, origin)
    )
    SELECT copy, origin FROM doubted ANTI JOIN held USING (copy, origin);
DELETE FROM copy_pairs WHERE (copy, origin) IN (SELECT copy, origin FROM copies_gone)
