-- How many pairs may meet: each of a key's reports with each of its leaders.
SELECT count(*) * (SELECT leaders FROM copies_limit) AS pairs FROM copies_shared
