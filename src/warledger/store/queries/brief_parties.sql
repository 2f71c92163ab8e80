-- Every name by which a party is known in the ledger: as named, as written, its id, its side.
WITH parties AS (
    SELECT unnest(list_concat(actors, targets)) AS party
    FROM claims JOIN current USING (report, revision)
)
SELECT DISTINCT party.name, party.id, party.mention, party.side FROM parties
ORDER BY ALL
