-- What each comparison finds for each pair: a named level an aspect, and the number said with it.
-- reconcile/weights.toml gives every level its weight and words; reconcile/compare says what
-- each aspect means. NULL-safe: what a claim does not tell is the level 'unknown'.
CREATE OR REPLACE TEMP TABLE compared AS
WITH places AS (
    -- How many places and days a report tells of: a round-up tells of many.
    SELECT report, count(DISTINCT struct_pack(s := spots, c := cities))
            FILTER (len(spots) + len(cities) > 0) AS places
    FROM claim_features GROUP BY report
),
sides AS (
    SELECT claim_a, claim_b, a, b, r.likeness,
        a.report <> b.report AND pa.places <= 3 AND pb.places <= 3 AS is_lone,
        coalesce(list_sum(list_transform(list_intersect(a.codes, b.codes),
            lambda code: (code & 255) / 8.0 - $commonest)), 0) AS said,
        -- Equirectangular: within one per cent below 300 km.
        111.2 * sqrt((a.lat - b.lat) ** 2
            + ((a.lon - b.lon) * cos(radians((a.lat + b.lat) / 2))) ** 2) AS km,
        greatest(a.first_day - b.last_day, b.first_day - a.last_day, 0) AS days,
        greatest(a.last_day - a.first_day, b.last_day - b.first_day) AS longest,
        list_has_any(a.acting, b.acting) AS is_one_acting,
        list_has_any(a.suffering, b.suffering) AS is_one_suffering,
        len(a.spots) + len(a.cities) > 0 AND len(b.spots) + len(b.cities) > 0 AS are_placed
    FROM pairs JOIN claim_features AS a ON a.claim_id = claim_a
        JOIN claim_features AS b ON b.claim_id = claim_b
        JOIN places AS pa ON pa.report = a.report
        JOIN places AS pb ON pb.report = b.report
        LEFT JOIN report_pairs AS r ON r.report_a = a.report AND r.report_b = b.report
)
SELECT *,
    -- How many of these the claims themselves share; likeness of reports is no such thing.
    CASE CASE WHEN speakers = 'rivals' OR toll = 'same_high' OR actors = 'both' THEN 2 ELSE 0 END
            + CASE sentence WHEN 'none' THEN 0 WHEN 'one' THEN 1 ELSE 2 END
            + CASE WHEN place IN ('same', 'near') THEN 1 WHEN place = 'same_city' THEN 0.5
                ELSE 0 END
            + CASE WHEN toll = 'same_low' THEN 0.5 ELSE 0 END
            + CASE WHEN actors = 'one' THEN 0.5 ELSE 0 END
            + CASE WHEN type = 'same' THEN 0.5 ELSE 0 END
        WHEN 0 THEN if(is_lone, 'none_lone', 'none')
        WHEN 0.5 THEN if(is_lone, 'none_lone', 'none')
        WHEN 1 THEN if(is_lone, 'some', 'little')
        WHEN 1.5 THEN if(is_lone, 'some', 'little')
        ELSE 'some' END AS common
FROM (
SELECT claim_a, claim_b, is_lone,
    CASE WHEN a.report = b.report
            THEN if(abs(a.nth - b.nth) <= 2 AND abs(a.start - b.start) <= 400,
                'same_near', 'same')
        WHEN likeness < 0.4 THEN 'none'
        WHEN likeness < 0.8 THEN 'trace'
        WHEN likeness < 1.1 THEN 'little'
        WHEN likeness < 1.4 THEN 'some'
        WHEN likeness < 1.8 THEN 'many'
        WHEN likeness < 2.4 THEN 'much'
        WHEN likeness < 3.2 THEN 'most'
        ELSE 'all' END AS report,
    coalesce(round(likeness, 1), 0) AS report_n,
    CASE WHEN said < 1 THEN 'none' WHEN said < 8 THEN 'one' WHEN said < 18 THEN 'some'
        ELSE 'many' END AS sentence,
    said AS sentence_n,
    CASE WHEN a.country <> b.country THEN 'other_country'
        WHEN list_has_any(a.spots, b.spots) THEN 'same'
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
        WHEN days = 0 AND longest <= 3 AND a.report = b.report THEN 'together'
        WHEN days = 0 AND longest = 0 THEN 'same_day'
        WHEN days = 0 AND longest <= 3 THEN 'overlap'
        WHEN days = 0 THEN 'wide'
        WHEN days = 1 THEN 'next'
        WHEN days <= 3 THEN 'few'
        WHEN days <= 7 THEN 'week'
        ELSE 'more' END AS date,
    coalesce(days, 0) AS date_n,
    kin.level AS type,
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
    CASE WHEN a.report = b.report AND a.teller <> b.teller AND abs(a.start - b.start) <= 800
            AND is_one_suffering
            AND coalesce(a.killed_high, a.wounded_high) IS NOT NULL
            AND coalesce(b.killed_high, b.wounded_high) IS NOT NULL THEN 'rivals'
        WHEN a.told_by <> b.told_by THEN 'two_sides' ELSE 'other' END AS speakers
FROM sides JOIN kin ON kin.one = a.sub_event_type AND kin.other = b.sub_event_type
)
