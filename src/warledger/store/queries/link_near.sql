-- What every comparison but those of words finds for each pair: a named level an aspect, and the
-- number said with it. reconcile/weights.toml gives every level its weight and words;
-- reconcile/compare says what each aspect means. NULL-safe: what a claim does not tell is the
-- level 'unknown'. Pairs that no likeness of words could lift over $least are left out here, before
-- any word is looked at.
CREATE OR REPLACE TEMP TABLE near AS
WITH sides AS (
    SELECT claim_a, claim_b, a, b, a.report = b.report AS is_one_report,
        -- Equirectangular: within one per cent below 300 km.
        111.2 * sqrt((a.lat - b.lat) ** 2
            + ((a.lon - b.lon) * cos(radians((a.lat + b.lat) / 2))) ** 2) AS km,
        greatest(a.first_day - b.last_day, b.first_day - a.last_day, 0) AS days,
        greatest(a.last_day - a.first_day, b.last_day - b.first_day) AS longest,
        least(a.last_day - a.first_day, b.last_day - b.first_day) AS shortest,
        greatest(a.nth, b.nth) AS later,
        greatest(a.spread, b.spread) AS spread,
        list_has_any(a.acting, b.acting) AS is_one_acting,
        list_has_any(a.suffering, b.suffering) AS is_one_suffering,
        len(a.spots) + len(a.cities) > 0 AND len(b.spots) + len(b.cities) > 0 AS are_placed
    FROM pairs JOIN claim_features AS a ON a.claim_id = claim_a
        JOIN claim_features AS b ON b.claim_id = claim_b
),
found AS (
SELECT claim_a, claim_b, a.report AS report_a, b.report AS report_b,
    is_one_report AND abs(a.nth - b.nth) <= 2 AND abs(a.start - b.start) <= 400 AS is_close,
    CASE WHEN a.country <> b.country THEN 'other_country'
        -- A place is taken once in some days; it may be shelled thrice in one.
        WHEN list_has_any(a.spots, b.spots)
            THEN if(kin.level IN ('same_taken', 'taken'), 'same_taken', 'same')
        WHEN km < 5 AND NOT list_has_any(a.cities, b.cities) THEN 'near'
        WHEN km > 80 THEN 'far'
        WHEN a.adm1 <> b.adm1 AND NOT coalesce(km < 80, false) THEN 'other_area'
        WHEN list_has_any(a.cities, b.cities) THEN 'same_city'
        WHEN km < 20 THEN 'close'
        WHEN km <= 80 THEN 'apart'
        WHEN are_placed THEN 'other'
        WHEN a.adm1 = b.adm1 THEN 'same_area'
        WHEN a.country = b.country THEN 'same_country'
        ELSE 'unknown' END AS place,
    coalesce(round(km), 0) AS place_n,
    CASE WHEN days IS NULL THEN 'unknown'
        WHEN shortest > $long AND days = 0 THEN 'long'
        WHEN shortest > $long THEN 'long_apart'
        WHEN longest > $long THEN 'span'
        WHEN days = 0 AND longest <= 3 AND is_one_report THEN 'together'
        WHEN days = 0 AND longest = 0 THEN 'same_day'
        WHEN days = 0 AND longest <= 3 THEN 'overlap'
        WHEN days = 0 THEN 'wide'
        WHEN days = 1 THEN 'next'
        WHEN days <= 3 THEN 'few'
        WHEN days <= 7 THEN 'week'
        ELSE 'more' END AS date,
    coalesce(days, 0) AS date_n,
    kin.level AS type,
    CASE WHEN a.deeds = ['harm'] AND b.deeds = ['harm'] THEN 'harm'
        WHEN a.deeds = ['harm'] OR b.deeds = ['harm'] THEN 'one_harm'
        WHEN list_has_any(a.deeds, b.deeds) THEN 'same' ELSE 'other' END AS deed,
    CASE WHEN is_one_acting AND is_one_suffering THEN 'both'
        WHEN is_one_acting OR is_one_suffering THEN 'one'
        WHEN list_has_any(a.acting, b.suffering) OR list_has_any(a.suffering, b.acting)
            THEN 'swapped'
        WHEN list_has_any(a.lineage, b.lineage) THEN 'kin'
        WHEN list_has_any(a.sides, b.sides) THEN 'side'
        WHEN len(a.lineage) > 0 AND len(b.lineage) > 0 THEN 'other'
        ELSE 'unknown' END AS actors,
    CASE WHEN a.killed_low = b.killed_low AND a.killed_high = b.killed_high
            AND a.killed_low >= 5
            OR a.wounded_low = b.wounded_low AND a.wounded_high = b.wounded_high
            AND a.wounded_low >= 5 THEN 'same_high'
        WHEN a.killed_low = b.killed_low OR a.wounded_low = b.wounded_low THEN 'same_low'
        WHEN a.killed_low <= 1.5 * b.killed_high AND b.killed_low <= 1.5 * a.killed_high
            OR a.wounded_low <= 1.5 * b.wounded_high AND b.wounded_low <= 1.5 * a.wounded_high
            THEN 'near'
        WHEN a.killed_low <> b.killed_low OR a.wounded_low <> b.wounded_low THEN 'differ'
        ELSE 'unknown' END AS toll,
    coalesce(a.killed_low, a.wounded_low, 0) AS toll_n,
    CASE WHEN (a.status IN ('denied', 'not_occurred'))
            <> (b.status IN ('denied', 'not_occurred')) THEN 'denial'
        WHEN (a.status = 'expected') <> (b.status = 'expected') THEN 'ahead'
        ELSE 'same' END AS status,
    CASE WHEN is_one_report AND a.teller <> b.teller AND abs(a.start - b.start) <= 800
            AND is_one_suffering
            AND coalesce(a.killed_high, a.wounded_high) IS NOT NULL
            AND coalesce(b.killed_high, b.wounded_high) IS NOT NULL THEN 'rivals'
        WHEN a.told_by <> b.told_by THEN 'two_sides' ELSE 'other' END AS speakers,
    CASE WHEN is_one_report THEN 'one_report'
        WHEN later <= 1 THEN 'first' WHEN later <= 3 THEN 'early' WHEN later <= 6 THEN 'later'
        ELSE 'late' END AS rank,
    CASE WHEN is_one_report THEN 'one_report'
        WHEN spread <= 2 THEN 'few' WHEN spread <= 4 THEN 'some' ELSE 'many' END AS spread
FROM sides JOIN kin ON kin.one = a.sub_event_type AND kin.other = b.sub_event_type
)
SELECT found.*,
    p.bits + d.bits + t.bits + e.bits + a.bits + g.bits + u.bits + k.bits + n.bits + m.bits
        AS bits
FROM found
    JOIN levels AS p ON p.aspect = 'place' AND p.level = found.place
    JOIN levels AS d ON d.aspect = 'date' AND d.level = found.date
    JOIN levels AS t ON t.aspect = 'type' AND t.level = found.type
    JOIN levels AS e ON e.aspect = 'deed' AND e.level = found.deed
    JOIN levels AS a ON a.aspect = 'actors' AND a.level = found.actors
    JOIN levels AS g ON g.aspect = 'toll' AND g.level = found.toll
    JOIN levels AS u ON u.aspect = 'status' AND u.level = found.status
    JOIN levels AS k ON k.aspect = 'speakers' AND k.level = found.speakers
    JOIN levels AS n ON n.aspect = 'rank' AND n.level = found.rank
    JOIN levels AS m ON m.aspect = 'spread' AND m.level = found.spread
WHERE p.bits + d.bits + t.bits + e.bits + a.bits + g.bits + u.bits + k.bits + n.bits + m.bits
    >= $least
