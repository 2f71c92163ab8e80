-- A name that no gazetteer has is one block, of which several places may have been made.
DELETE FROM control
WHERE place_key IN (SELECT unnest($keys))
    OR (starts_with(place_key, 'name:') AND split_part(place_key, '|', 1) IN (SELECT unnest($keys)))
