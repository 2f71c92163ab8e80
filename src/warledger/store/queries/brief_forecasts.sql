-- What was expected in reports published before `$first`, each beside every claim of a later
-- report (up to `$last`) that is of the same kind and names one of its places or parties;
-- once with NULL where there is none. Which of them bear on it, the brief decides.
WITH told AS (
    SELECT c.claim_id, c.sub_event_type, c.status, r.published,
        list_distinct(list_transform(c.places, lambda p: lower(p.name))) AS places,
        list_distinct(list_transform(
            list_concat(c.actors, c.targets), lambda a: lower(a.name))) AS parties
    FROM claims c
    JOIN current USING (report, revision)
    JOIN reports r USING (report, revision)
    WHERE r.published <= $last
)
SELECT f.claim_id AS forecast, later.claim_id AS later
FROM (SELECT * FROM told WHERE status = 'expected' AND published < $first) f
LEFT JOIN (SELECT * FROM told WHERE status NOT IN ('expected', 'unconfirmed')) later
    ON later.sub_event_type = f.sub_event_type AND later.published > f.published
    AND (list_has_any(later.places, f.places) OR list_has_any(later.parties, f.parties))
ORDER BY forecast, later
