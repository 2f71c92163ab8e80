-- How many rows the touched blocks have.
SELECT count(*) AS rows FROM standing
