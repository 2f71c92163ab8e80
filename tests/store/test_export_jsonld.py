"""The document is JSON-LD that needs no download, in schema.org's words, without a verdict."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from export_ledger import claim_ids, control, deaths, incident, make_ledger, place, written

SCHEMA = "https://schema.org/"
TABLES = ("claims", "incidents", "control")
# Classes and properties of schema.org (release 29) that stand in our documents.
TYPES = {
    "AdministrativeArea", "Claim", "Country", "Date", "Event", "GeoCoordinates", "NewsArticle",
    "Organization", "Person", "Place", "QuantitativeValue",
}  # fmt: skip
PROPERTIES = {
    "about", "additionalType", "appearance", "author", "containedInPlace", "datePublished",
    "description", "endDate", "geo", "headline", "identifier", "inLanguage", "isBasedOn",
    "keywords", "latitude", "location", "longitude", "maxValue", "minValue", "name",
    "publisher", "startDate", "subjectOf", "superEvent", "temporalCoverage", "text", "url",
    "value",
}  # fmt: skip


@pytest.fixture
def path(tmp_path: Path, hand: SimpleNamespace) -> Path:
    ids = claim_ids(hand)
    rows = [
        incident("i1", ids[:2], deaths=[deaths("Islamic State", 2, None, 9)]),
        incident("i2", ids[2:], place=place(lat=None, lon=None), date_start=None, date_end=None),
    ]  # fmt: skip
    return make_ledger(tmp_path / "own.ledger", hand, rows, [control("s1", ids[:1])])


def document(path: Path, table: str) -> dict:
    return json.loads(written(path, table, "jsonld"))


def nodes(value: object) -> list[dict]:
    """Return every object in the document."""
    if isinstance(value, dict):
        return [value, *(node for item in value.values() for node in nodes(item))]
    if isinstance(value, list):
        return [node for item in value for node in nodes(item)]
    return []


@pytest.mark.parametrize("table", TABLES)
def test_only_words_of_schema_org_and_our_own_stand_in_it(path: Path, table: str) -> None:
    found = nodes(document(path, table)["@graph"])
    assert {node["@type"] for node in found if "@type" in node} <= TYPES
    names = {name for node in found for name in node if not name.startswith(("@", "wl:"))}
    assert names <= PROPERTIES


@pytest.mark.parametrize("table", TABLES)
def test_there_is_no_verdict(path: Path, table: str) -> None:
    text = written(path, table, "jsonld").decode()
    assert "ClaimReview" not in text
    assert "reviewRating" not in text


@pytest.mark.parametrize("table", TABLES)
def test_the_context_needs_no_download(path: Path, table: str) -> None:
    context = document(path, table)["@context"]
    assert isinstance(context, dict)
    assert context["@vocab"] == SCHEMA


def test_a_claim_quotes_its_report_and_names_who_says_it(
    path: Path, hand: SimpleNamespace
) -> None:
    claim = document(path, "claims")["@graph"][0]
    assert claim["@type"] == "Claim"
    assert hand.text[claim["wl:start"] : claim["wl:end"]] == claim["text"]
    assert claim["author"] == [
        {"@type": "Organization", "name": "Harbour Guard", "identifier": "force:hg",
         "wl:role": "spokesperson"},
    ]  # fmt: skip
    assert claim["appearance"]["@id"] == "urn:warledger:report:r1"
    assert claim["appearance"]["publisher"]["name"] == "Lantern"
    assert claim["about"]["superEvent"] == {"@id": "urn:warledger:incident:i1"}
    assert claim["about"]["location"]["geo"]["latitude"] == -3.5


def test_an_incident_is_an_event_that_its_claims_are_about(path: Path) -> None:
    event, vague = document(path, "incidents")["@graph"]
    assert event["@type"] == "Event"
    assert len(event["subjectOf"]) == 2
    assert {claim["about"]["@id"] for claim in event["subjectOf"]} == {event["@id"]}
    assert event["wl:killed"] == [
        {
            "@type": "QuantitativeValue",
            "name": "Islamic State",
            "minValue": 2,
            "maxValue": 9,
        }
    ]
    assert "startDate" not in vague
    assert "geo" not in vague["location"]


def test_pyld_expands_it_offline_to_schema_org_and_loses_nothing(path: Path) -> None:
    jsonld = pytest.importorskip("pyld.jsonld", reason="pyld is not installed")

    def refuse(url: str, options: object) -> None:
        raise AssertionError(f"asked for {url}")

    for table in TABLES:
        told = document(path, table)
        expanded = jsonld.expand(told, {"documentLoader": refuse})
        assert len(expanded) == len(told["@graph"])
        kinds = {kind for node in nodes(expanded) for kind in node.get("@type", []) if isinstance(node.get("@type"), list)}  # fmt: skip
        assert kinds <= {SCHEMA + name for name in TYPES}
        quads = jsonld.to_rdf(
            told, {"format": "application/n-quads", "documentLoader": refuse}
        )
        assert quads.count("\n") > len(told["@graph"])


def test_a_report_s_id_of_any_characters_gives_an_address() -> None:
    from warledger.store.exports.coded import Account
    from warledger.store.exports.jsonld import _article

    account = Account("c", "a b/ü<>", 0, 1, "q", "occurred", (), None, None, None, "javascript:x", None, None)  # fmt: skip
    assert _article(account) == {
        "@id": "urn:warledger:report:a%20b%2F%C3%BC%3C%3E", "@type": "NewsArticle",
        "identifier": "a b/ü<>",
    }  # fmt: skip
