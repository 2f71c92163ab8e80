-- Every mention of every revision; in no order of storing, which a lake does not have.
SELECT * FROM mentions ORDER BY ALL
