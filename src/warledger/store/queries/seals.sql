-- The seals, in the order in which they were set, and what the chain begins with.
SELECT number, kind, name, revision, digest, chain, (SELECT made_by FROM ledger) AS made_by
FROM seals ORDER BY number, kind, name, revision
