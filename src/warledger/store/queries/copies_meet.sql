-- Add which reports to compare: where the leader or the other is new to a key that both have, and
-- they share $least keys or more. Of the pairs those whose first report falls into part $part of
-- $parts, so that no table of all that meet outgrows the memory.
INSERT INTO copies_met
WITH entered AS (
    SELECT key, report FROM copies_leads
    WHERE (key, report) NOT IN (SELECT key, report FROM copies_led)
        OR report IN (SELECT report FROM copies_pending)
),
met AS (
    SELECT DISTINCT least(e.report, s.report) AS a, greatest(e.report, s.report) AS b
    FROM entered e JOIN copies_shared s USING (key)
    WHERE e.report <> s.report AND hash(least(e.report, s.report)) % $parts = $part
    UNION
    SELECT least(l.report, s.report), greatest(l.report, s.report)
    FROM copies_leads l JOIN copies_shared s USING (key)
    WHERE l.report <> s.report AND s.report IN (SELECT report FROM copies_pending)
        AND hash(least(l.report, s.report)) % $parts = $part
),
unknown AS (
    SELECT a, b FROM met ANTI JOIN (
        SELECT least(copy, origin) AS a, greatest(copy, origin) AS b FROM copy_pairs) USING (a, b)
)
SELECT a, b FROM unknown
JOIN copies_lists x ON x.report = a JOIN copies_lists y ON y.report = b
WHERE len(list_intersect(x.keys, y.keys)) >= $least
