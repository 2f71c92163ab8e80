DELETE FROM control WHERE place_key IN (SELECT unnest($keys))
