-- Under which names the places of the table `control` go, as resolved and as reports spell them.
SELECT place_key, name, any_value(place ORDER BY place.claim_id) AS place FROM (
    SELECT place_key, unnest([place.name, place.mention]) AS name, place FROM control
    UNION ALL
    SELECT control.place_key, p.mention, control.place
    FROM control
    JOIN control_claims USING (place_key)
    JOIN claims USING (claim_id),
    unnest(claims.places) AS spread(p)
    WHERE p.id = control.place_key
)
GROUP BY place_key, name
ORDER BY place_key, name
