-- Where the chain of seals ends, and what it begins with.
SELECT max(number), arg_max(chain, number), (SELECT made_by FROM ledger) FROM seals
