-- The claims on the named places, and those on the whole of a division that they lie in.
WITH lying AS (
    SELECT DISTINCT place_key, division FROM control_claims
    WHERE place_key IN (SELECT unnest($keys))
)
SELECT place_key, division, control_claims.report, control_claims.claim_id, FALSE AS inherited
FROM control_claims WHERE place_key IN (SELECT unnest($keys))
UNION
SELECT lying.place_key, lying.division, above.report, above.claim_id, TRUE
FROM lying JOIN control_claims AS above ON above.of_whole = lying.division
WHERE above.place_key <> lying.place_key
ORDER BY ALL
