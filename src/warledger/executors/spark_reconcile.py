"""Make on a cluster what follows from the claims: copies, links, incidents, control.

Spark brings together what has to meet (reports by the bands of their sentences, claims by
their blocks, both by what they hang together with), and the stages of one machine work on
the parts (`pipeline.parts`). All is made of the whole lake each time: a stage is a function
of what there is, so that gives the rows that taking in what is new would give.

On the starting machine alone: which pairs hang together, and where ids that no longer stand
lead. Both want everything at once, and only ids.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import pyarrow as pa

from warledger.executors.spark_parts import Cluster, run_stage, write_tables
from warledger.pipeline import parts
from warledger.pipeline.copies import LEADERS
from warledger.pipeline.reconcile import rules
from warledger.reconcile.block import ANCHORS
from warledger.reconcile.cluster import components
from warledger.reconcile.fingerprints import LEAST_SHARED
from warledger.store.lake import LakeFile, Manifest
from warledger.store.slices import table_schemas

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

Frames = Mapping[str, "DataFrame"]
# Of a report, all that the stages after the comparing of texts ask.
HEADS = ("report", "revision", "outlet", "published", "sections")


def reconcile(
    cluster: Cluster, manifest: Manifest, tell: Callable[[str], None]
) -> dict[str, list[LakeFile]]:
    """Return the files of all derived tables, made of all the lake's newest revisions."""
    tell("describing reports and claims")
    newest = _newest(cluster, manifest)
    described = _describe(cluster, newest)
    tell("looking for copies")
    copied = _copies(cluster, newest["reports"], described["fresh"])
    tell("comparing claims")
    links = _links(cluster, described)
    tell("making incidents")
    told = {
        **described, **copied, "links": links, "claims": newest["claims"],
        "reports": newest["reports"].select(*HEADS),
    }  # fmt: skip
    incidents = _incidents(cluster, told)
    tell("writing who holds what")
    control = _control(cluster, told)
    reconciled = _taken_in(newest["reports"])
    derived = {
        "copies": copied["copies"], "copy_pairs": copied["copy_pairs"],
        "copy_words": described["fresh"].drop("keys"),
        "copy_keys": _keys(described["fresh"]), "links": links,
        "claim_features": described["claim_features"],
        "report_words": described["report_words"], **incidents, **control,
        "reconciled": reconciled,
    }  # fmt: skip
    return write_tables(cluster, derived)


def _newest(cluster: Cluster, manifest: Manifest) -> dict[str, "DataFrame"]:
    """Return the newest revision of each report, and its claims.

    They are read from a few files each, for the lake's own, a file a day, take longer to
    open than to read, and every stage asks for them again.
    """
    from pyspark.sql import functions as F

    whole = {name: cluster.table(manifest, name) for name in ("reports", "claims")}
    current = whole["reports"].groupBy("report").agg(F.max("revision").alias("revision"))
    found = {}
    for name, rows in whole.items():
        columns = [field.name for field in table_schemas()[name]]
        newest = rows.join(current, ["report", "revision"], "left_semi").select(columns)
        found[name] = cluster.kept(newest.coalesce(cluster.parts), name)
    return found


def _describe(cluster: Cluster, newest: Frames) -> dict[str, "DataFrame"]:
    part = _part_of("report", cluster)
    frames = {name: rows.withColumn("part", part) for name, rows in newest.items()}
    gives = ("fresh", "claim_features", "report_words")
    return run_stage(cluster, "describe", parts.describe, frames, gives)


def _copies(
    cluster: Cluster, reports: "DataFrame", fresh: "DataFrame"
) -> dict[str, "DataFrame"]:
    """Return who repeats whom, and the origins of the copies."""
    met = cluster.kept(_meetings(fresh), "meetings").withColumn(
        "part", _part_of("a", cluster)
    )
    named = _each_once(met, ("a", "b"), "report")
    frames = {"met": met, "reports": reports.join(named, "report")}
    pairs = run_stage(cluster, "pairs", parts.compare_reports, frames, ("copy_pairs",))[
        "copy_pairs"
    ]
    homes = _homes(cluster, pairs.select("copy", "origin"), "report")
    words = fresh.drop("keys").join(homes, "report")
    frames = {
        "copy_pairs": pairs.join(homes.withColumnRenamed("report", "copy"), "copy"),
        "copy_words": words,
        "reports": reports.select(*HEADS).join(homes, "report"),
    }
    origins = run_stage(cluster, "origins", parts.find_origins, frames, ("copies",))
    return {"copy_pairs": pairs, **origins}


def _meetings(fresh: "DataFrame") -> "DataFrame":
    """Return who is compared with whom: as store/queries/copies_meet.sql has it."""
    from pyspark.sql import Window
    from pyspark.sql import functions as F

    order = Window.partitionBy("key").orderBy(F.col("day").asc_nulls_last(), "report")
    keys = _keys(fresh).select("key", "report", F.row_number().over(order).alias("place"))
    leads = keys.where(F.col("place") <= LEADERS).select(
        "key", F.col("report").alias("lead"), F.col("place").alias("before")
    )
    # Two leaders of a key meet once there, so the meetings of two are keys that they share.
    met = (
        leads.join(keys, "key")
        .where(F.col("before") < F.col("place"))
        .groupBy(
            F.least("lead", "report").alias("a"), F.greatest("lead", "report").alias("b")
        )
        .count()
    )
    # Who meets too seldom may share keys that others lead.
    enough = met.where(F.col("count") >= LEAST_SHARED).select("a", "b")
    rest = met.where(F.col("count") < LEAST_SHARED).select("a", "b")
    one = fresh.select(F.col("report").alias("a"), F.col("keys").alias("of_a"))
    other = fresh.select(F.col("report").alias("b"), F.col("keys").alias("of_b"))
    shared = F.size(F.array_intersect("of_a", "of_b"))
    found = rest.join(one, "a").join(other, "b").where(shared >= LEAST_SHARED)
    return enough.unionByName(found.select("a", "b"))


def _keys(fresh: "DataFrame") -> "DataFrame":
    from pyspark.sql import functions as F

    return fresh.select(F.explode("keys").alias("key"), "day", "report")


def _links(cluster: Cluster, described: Frames) -> "DataFrame":
    """Return the links of all claims: as `pipeline.linking` makes them of touched ones."""
    from pyspark.sql import functions as F

    features, words = described["claim_features"], described["report_words"]
    pairs = cluster.kept(_pairs(features), "blocks").withColumn(
        "part", _part_of("report_a", cluster)
    )
    claims = _each_once(pairs, ("claim_a", "claim_b"), "claim_id")
    reports = _each_once(pairs, ("report_a", "report_b"), "report")
    frames = {
        "pairs": pairs.select("part", "claim_a", "claim_b"),
        "claim_features": features.join(claims, "claim_id"),
        "report_words": words.join(reports, "report"),
    }
    compared = run_stage(cluster, "links", parts.compare_claims, frames, ("links",))
    shared = features.groupBy("form").count().where(F.col("count") > 1).select("form")
    forms = features.join(shared, "form", "left_semi").withColumn(
        "part", _part_of("form", cluster)
    )
    tied = run_stage(
        cluster, "forms", parts.tie_forms, {"claim_features": forms}, ("links",)
    )
    return compared["links"].unionByName(tied["links"])


def _pairs(features: "DataFrame") -> "DataFrame":
    """Return who is compared with whom: as store/queries/link_pairs.sql has it."""
    from pyspark.sql import Window
    from pyspark.sql import functions as F

    heads = features.groupBy("form").agg(F.min("claim_id").alias("claim_id"))
    mine = features.join(heads.select("claim_id"), "claim_id", "left_semi")
    who = F.struct("claim_id", "report").alias("who")
    keyed = mine.select(F.explode("keys").alias("key"), "form", who)
    # Most blocks hold one form only and compare nothing.
    met = keyed.groupBy("key").count().where(F.col("count") > 1).select("key")
    keyed = keyed.join(met, "key", "left_semi")
    place = F.row_number().over(Window.partitionBy("key").orderBy("form"))
    standing = keyed.select("key", "who", place.alias("place"))
    anchors = standing.where(F.col("place") <= ANCHORS).select(
        "key", F.col("who").alias("anchor"), F.col("place").alias("before")
    )
    pairs = anchors.join(standing, "key").where(F.col("before") < F.col("place"))
    a, b = F.least("anchor", "who").alias("a"), F.greatest("anchor", "who").alias("b")
    return pairs.select(a, b).distinct().select(
        F.col("a.claim_id").alias("claim_a"), F.col("b.claim_id").alias("claim_b"),
        F.col("a.report").alias("report_a"), F.col("b.report").alias("report_b"),
    )  # fmt: skip


def _incidents(cluster: Cluster, told: Frames) -> dict[str, "DataFrame"]:
    """Return the incidents: claims that hang together are grouped in one part."""
    from pyspark.sql import functions as F

    links = told["links"]
    tied = _homes(cluster, links.select("claim_a", "claim_b"), "claim_id")
    features = told["claim_features"]
    everyone = features.select("claim_id", "report").join(tied, "claim_id", "left")
    alone = _part_of("claim_id", cluster)
    homes = everyone.withColumn("part", F.coalesce("part", alone))
    homes = cluster.kept(homes, "homes")
    by_claim = homes.select("claim_id", "part")
    frames = {
        "claim_features": features.join(by_claim, "claim_id"),
        "links": links.join(by_claim.withColumnRenamed("claim_id", "claim_a"), "claim_a"),
        "claims": told["claims"].join(by_claim, "claim_id"),
        **_reports_with_origins(homes.select("part", "report").distinct(), told),
    }
    gives = ("incidents", "incident_claims")
    return run_stage(cluster, "incidents", parts.make_incidents, frames, gives)


def _control(cluster: Cluster, told: Frames) -> dict[str, "DataFrame"]:
    """Return what is said of control, and the states of places that follow."""
    from pyspark.sql import functions as F

    speaking = told["claims"].select("report").distinct()
    wanted = speaking.withColumn("part", _part_of("report", cluster))
    frames = {
        "wanted": wanted,
        "claims": told["claims"].join(wanted, "report"),
        **_reports_with_origins(wanted, told),
    }
    said = run_stage(cluster, "said", parts.read_control, frames, ("control_claims",))[
        "control_claims"
    ]
    places = said.withColumn("part", _part_of("place_key", cluster))
    lying = places.select("part", F.col("division").alias("of_whole")).distinct()
    above = said.join(lying, "of_whole").select("part", *said.columns)
    spoken = places.unionByName(above).distinct()
    own = spoken.select("part", "report").distinct()
    frames = {
        "wanted": places.select("part", "place_key").distinct(),
        "control_claims": spoken,
        "claims": told["claims"].join(own, "report"),
        **_reports_with_origins(own, told),
    }
    states = run_stage(cluster, "states", parts.make_control, frames, ("control",))
    return {"control_claims": said, **states}


def _reports_with_origins(own: "DataFrame", told: Frames) -> dict[str, "DataFrame"]:
    """Return reports and copies of each part, also of whom its reports are taken from.

    Two steps: what a passage was taken from may be a copy itself.
    """
    from pyspark.sql import functions as F

    copies = told["copies"]
    named = F.array_union(F.col("passages.origin"), F.array("origin_id"))
    origins = copies.select("report", F.explode(named).alias("origin"))
    reached = step = own.select("part", "report")
    for _ in range(2):
        step = step.join(origins, "report").select("part", F.col("origin").alias("report"))
        reached = reached.union(step)
    reached = reached.distinct()
    return {
        "reports": told["reports"].join(reached, "report"),
        "copies": copies.join(reached, "report"),
    }


def _taken_in(reports: "DataFrame") -> "DataFrame":
    from pyspark.sql import functions as F

    return reports.select("report", "revision", F.lit(rules()).alias("rules"))


def _part_of(column: str, cluster: Cluster) -> "Column":
    """Return in which part a thing is that may be anywhere: by the hash of its name."""
    from pyspark.sql import functions as F

    return F.pmod(F.xxhash64(column), F.lit(cluster.parts)).cast("int")


def _each_once(pairs: "DataFrame", columns: Iterable[str], name: str) -> "DataFrame":
    """Return what a part's pairs name, each once a part."""
    from pyspark.sql import functions as F

    one, other = columns
    both = pairs.select("part", F.explode(F.array(one, other)).alias(name))
    return both.distinct()


def _homes(cluster: Cluster, ties: "DataFrame", name: str) -> "DataFrame":
    """Return the part of everything that a tie names: what hangs together has one.

    Components are found here, over ids alone: about 200 bytes a tie, and some seconds a
    million. They are laid out so that the parts are about as large.
    """
    found = ties.distinct().toArrow()
    one, other = (found.column(at).to_pylist() for at in range(2))
    names = sorted({*one, *other})
    sizes = [0] * cluster.parts
    home: dict[str, int] = {}
    groups = components(zip(one, other, strict=True), names)
    for group in sorted(groups, key=lambda members: (-len(members), members)):
        part = sizes.index(min(sizes))
        sizes[part] += len(group)
        home.update((member, part) for member in group)
    columns = pa.schema([(name, pa.string()), ("part", pa.int32())])
    rows = pa.Table.from_arrays(
        [pa.array(home.keys(), pa.string()), pa.array(home.values(), pa.int32())],
        schema=columns,
    )
    return cluster.frame(rows)
