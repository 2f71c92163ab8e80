"""Where the ids of incidents that no longer stand lead, in a lake that was made anew."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from warledger.store.lake import LakeFile, Manifest, write_part
from warledger.store.slices import conformed, table_schemas
from warledger.store.sql import CONFIG

# As store/queries/clear_derived.sql and settle_redirects.sql do it in a ledger.
LEADING = """
WITH once AS (
    SELECT incident_id, claim_id FROM redirects
    UNION SELECT incident_id, claims[1] FROM before
)
SELECT once.incident_id, min(m.incident_id) AS now, once.claim_id
FROM once ANTI JOIN incidents USING (incident_id)
    LEFT JOIN incident_claims AS m ON m.claim_id = once.claim_id
GROUP BY once.incident_id, once.claim_id
ORDER BY ALL
"""


def leading(
    lake: Path, before: Manifest, derived: Mapping[str, Sequence[LakeFile]]
) -> list[LakeFile]:
    """Return the file of `redirects`; wants every id there was, which one machine holds."""
    tables = {
        "redirects": ("redirects", before.files("redirects")),
        "before": ("incidents", before.files("incidents")),
        "incidents": ("incidents", derived["incidents"]),
        "incident_claims": ("incident_claims", derived["incident_claims"]),
    }
    with duckdb.connect(config=dict(CONFIG)) as connection:
        for name, (table, files) in tables.items():
            connection.register("empty", table_schemas()[table].empty_table())
            connection.execute(f"CREATE TABLE {name} AS FROM empty")
            connection.unregister("empty")
            if files:
                paths = [str(lake / file.path) for file in files]
                connection.execute(
                    f"INSERT INTO {name} FROM read_parquet(?, hive_partitioning = false)",
                    [paths],
                )
        rows = connection.sql(LEADING).to_arrow_table()
    if not rows.num_rows:
        return []
    return [write_part(lake, "redirects", conformed(rows, table_schemas()["redirects"]))]
