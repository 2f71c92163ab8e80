"""Redaction takes private persons, named sites and exact points out, and offsets still hold."""

import io
import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pyarrow.parquet as parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warledger.executors.local import ingest
from warledger.lexicon.redaction import load_redaction
from warledger.pipeline import Settings
from warledger.store.exports import formats_of, write_table
from warledger.store.ledger import Ledger
from warledger.store.opening import open_ledger
from warledger.store.redact import (
    GRID,
    RedactedLedger,
    Redactions,
    merged,
    redact_claim,
    redact_incident,
    redact_mention,
    redact_report,
    redact_slice,
    redact_text,
    redact_words,
    redactions_of,
)
from warledger.store.redact_find import find_edits
from warledger.store.redact_words import Edit, shift

REPORTS = (
    {
        "report": "ferry",
        "title": "Baker Tamsin Reed tells of shelling",
        "url": "https://example.org/2015/tamsin-reed-on-the-shelling",
        "published": "2015-05-04",
        "text": (
            "ALEPPO, 4 May 2015 - Coast rebels shelled Aleppo on Sunday, killing Oren Saltmarsh, 34, "
            'and his daughter Pia Saltmarsh, 7, witnesses said. "We heard three blasts," said Tamsin '
            "Reed, a baker. Reed said government troops shelled the Saint Orla Hospital at 36.2012, "
            "37.1612, wounding seven people. Colonel Ilka Thornwater said rebels attacked the Orla "
            "refugee camp. Thornwater accused the rebels of shelling Homs."
        ),
    },
    {
        "report": "dam",
        "title": "Army takes dam",
        "published": "2015-05-05",
        "text": "Government troops captured Raqqa on 4 May 2015, state agency SANA said.",
    },
)
SECRETS = (
    "Tamsin",
    "Reed",
    "Saltmarsh",
    "Oren",
    "Pia",
    "Saint Orla",
    "Orla refugee",
    "36.2012",
)
TABLES = ("reports", "mentions", "claims", "incidents", "control")


def marked(example: str) -> tuple[str, list[str]]:
    return re.sub("[<>]", "", example), re.findall("<([^>]*)>", example)


def gone(text: str) -> list[str]:
    return [text[edit.start : edit.end] for edit in find_edits(text)]


@pytest.mark.parametrize("example", load_redaction().examples)
def test_what_the_lexicon_marks_goes_and_nothing_else(example: str) -> None:
    text, wanted = marked(example)
    assert gone(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gen. Oren Saltmarsh was killed.", []),
        ("Oren Saltmarsh, the governor of Orla, was killed.", []),
        ("Oren Saltmarsh head of the council was killed.", []),
        ("Minister Ilka Reed and her son Oren Reed, 9, were wounded. Reed lived.", ["Oren Reed"]),
        ("The commander Pia Weir, 12, was shot.", ["Pia Weir"]),
        ("Killed were Ilka Reed, 34, Pia Weir and Oren Saltmarsh.", ["Ilka Reed", "Pia Weir", "Oren Saltmarsh"]),
        ("Ilka Reed, a nurse, fled. Later Reed came back.", ["Ilka Reed", "Reed"]),
        ("The Weir Brigade was killed off and Dozens were injured.", []),
        ("A 2000-year-old Roman arch and a 20-year-old Pia fell.", ["Pia"]),
        ("The resident told of it. Troops freed Orla.", []),
        ("Umm Orla, mother of three, was detained.", ["Umm Orla"]),
        ("A Syrian hospital, the Military hospital and a school burned.", ["Military hospital"]),
        ("School No. 4 and the Hospital of Orla burned.", ["School No. 4", "Hospital of Orla"]),
        ("Camp Orla army base and Orla training camp stood.", []),
        ("It fell at 36.2012 N, 37.1612 E near the dam.", ["36.2012 N, 37.1612 E"]),
        ("It fell at 36°12'04\"N 37°09'30\"E.", ["36°12'04\"N 37°09'30\"E"]),
        ("Prices rose 3.2, then 4.5 percent, in 2015, 2016.", []),
        ("", []),
    ],
)  # fmt: skip
def test_names_go_by_what_stands_beside_them(text: str, wanted: list[str]) -> None:
    assert gone(text) == wanted


@st.composite
def redacted_texts(draw: st.DrawFn) -> tuple[str, Redactions]:
    text = draw(st.text(min_size=1, max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    marks = st.sampled_from(["[person]", "[hospital]", "x", ""])
    return text, Redactions(tuple(Edit(a, b, draw(marks)) for a, b in pairs))


@given(redacted_texts(), st.data())
def test_a_redacted_quote_is_the_redacted_text_at_its_redacted_offsets(
    case: tuple[str, Redactions], data: st.DataObject
) -> None:
    text, redactions = case
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = (
        shift(redactions.edits, redactions.starts, at, is_end=is_end)
        for at, is_end in ((start, False), (end, True))
    )
    whole = redact_text(text, redactions)
    assert whole[first:last] == redact_slice(text[start:end], start, redactions)


@given(st.text(max_size=300))
def test_no_text_stops_redaction(text: str) -> None:
    edits = find_edits(text)
    assert all(0 <= edit.start < edit.end <= len(text) for edit in edits)
    assert all(a.end <= b.start for a, b in pairwise(edits))


WORDS = st.lists(
    st.sampled_from(
        ["Oren", "Saltmarsh", "baker", "killed", "was", "hospital", "Orla", ",", ".", "34",
         "General", "and", "the", "camp", "(", ")", "named", "of", "al-Reed", "REED", "\n\n"]
    ),
    max_size=25,
)  # fmt: skip


@given(WORDS)
def test_redacting_a_redacted_text_takes_no_mark_away(words: list[str]) -> None:
    text = " ".join(words)
    once = redact_text(text, Redactions(find_edits(text)))
    again = redact_text(once, Redactions(find_edits(once)))
    assert again.count("[person]") >= once.count("[person]")


def of(text: str, **fields: object) -> Redactions:
    return redactions_of({"text": text, "title": None, **fields}, [], [])


def test_names_go_from_ids_and_addresses_too() -> None:
    redactions = of("The baker Oren al-Saltmarsh fled.")
    for words in (
        "person:oren-saltmarsh",
        "https://x.org/oren-al-saltmarsh-fled",
        "OREN AL-SALTMARSH",
    ):
        assert "[person]" in redact_words(words, redactions)
        assert "saltmarsh" not in redact_words(words, redactions).lower()


def test_a_point_is_rounded_and_no_longer_called_exact() -> None:
    row = {"report": "r", "lat": 36.2012, "lon": -37.1612, "where_prec": 1}
    assert redact_claim(row, Redactions()) == {
        "report": "r",
        "lat": 36.2,
        "lon": -37.2,
        "where_prec": 2,
    }
    assert redact_mention({**row, "lat": None}, Redactions())["lat"] is None
    assert GRID == 0.1


def test_a_redacted_site_keeps_neither_its_name_nor_its_row_of_the_gazetteer() -> None:
    text = "Shells hit Orla hospital."
    place = {
        "name": "Orla",
        "id": "own:1",
        "mention": "Orla",
        "start": 11,
        "end": 15,
        "lat": 1.23,
        "lon": 4.56,
    }
    done = redact_claim({"report": "r", "places": [place]}, of(text))["places"]
    assert done == [
        {
            "name": "[hospital]",
            "id": None,
            "mention": "[hospital]",
            "start": 11,
            "end": 21,
            "lat": 1.2,
            "lon": 4.6,
        }
    ]


def test_a_town_keeps_its_name_where_a_family_bears_it() -> None:
    redactions = of("The baker Oren Homs fled. Homs lived.")
    place = {"kind": "place", "name": "Homs", "lat": 34.73, "lon": 36.71, "id": "own:2"}
    assert redact_mention(place, redactions)["name"] == "Homs"


def test_an_incident_loses_names_in_every_string_and_the_offsets_of_its_place() -> None:
    redactions = merged([of("The baker Oren Saltmarsh fled."), of("Orla hospital burned.")])
    row = {
        "incident_id": "i1",
        "place": {
            "mention": "Orla hospital",
            "start": 3,
            "end": 16,
            "lat": 1.04,
            "lon": 2.0,
        },
        "deaths": [{"by_speaker": [{"speaker": "Oren Saltmarsh", "low": 2.0}]}],
        "date_start": date(2015, 5, 4),
    }
    assert redact_incident(row, redactions) == {
        "incident_id": "i1",
        "place": {
            "mention": "[hospital]",
            "start": None,
            "end": None,
            "lat": 1.0,
            "lon": 2.0,
        },
        "deaths": [{"by_speaker": [{"speaker": "[person]", "low": 2.0}]}],
        "date_start": date(2015, 5, 4),
    }


def test_a_report_row_gives_its_redacted_text() -> None:
    text = "The baker Oren Saltmarsh fled."
    row = {
        "report": "oren",
        "text": text,
        "title": "Oren Saltmarsh flees",
        "sections": [{"start": 0, "end": 30}],
    }
    done = redact_report(row, of(text))
    assert done["text"] == "The baker [person] fled."
    assert (done["title"], done["report"]) == ("[person] flees", "oren")
    assert done["sections"] == [{"start": 0, "end": 24}]


@pytest.fixture(scope="module")
def war(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    folder = tmp_path_factory.mktemp("redact")
    source = folder / "in.jsonl"
    source.write_text("".join(f"{json.dumps(row)}\n" for row in REPORTS), encoding="utf-8")
    path: Path = folder / "war.ledger"
    ingest(path, [str(source)], settings=Settings())
    with open_ledger(path) as ledger:
        yield ledger


def read_back(form: str, data: bytes) -> str:
    """Return what an export tells: packed columns may spell any word by chance."""
    if form in ("parquet", "geoparquet"):
        return str(parquet.read_table(io.BytesIO(data)).to_pylist())
    return data.decode("utf-8")


@pytest.mark.model
def test_no_export_tells_what_was_taken_out(war: Ledger) -> None:
    redacted = RedactedLedger(war)
    for table in TABLES:
        for form in formats_of(table):
            plain, out = io.BytesIO(), io.BytesIO()
            write_table(war, table=table, form=form, out=plain)
            write_table(redacted, table=table, form=form, out=out)
            told = read_back(form, out.getvalue())
            for secret in SECRETS:
                assert secret.lower() not in told.lower(), (table, form, secret)
            kept = read_back(form, plain.getvalue())
            assert "Thornwater" not in kept or "Thornwater" in told


@pytest.mark.model
def test_redacted_rows_agree_with_the_redacted_text(war: Ledger) -> None:
    redacted = RedactedLedger(war)
    texts = {row["report"]: str(row["text"]) for row in redacted.rows("reports")}
    claims = list(redacted.rows("claims"))
    assert len(claims) == len(list(war.rows("claims"))) > 2
    for row in claims:
        text = texts[row["report"]]
        assert text[row["start"] : row["end"]] == row["quote"]  # type: ignore[misc]
        for part in ("actors", "targets", "places", "figures", "sources"):
            for one in row[part]:  # type: ignore[attr-defined]
                assert text[one["start"] : one["end"]] == one["mention"]
    for row in redacted.rows("mentions"):
        assert texts[row["report"]][row["start"] : row["end"]] == row["text"]  # type: ignore[misc]
    assert [r.report_id for r, _ in redacted.told()] == ["dam", "ferry"]


@pytest.mark.model
def test_a_report_with_nothing_private_keeps_every_word(war: Ledger) -> None:
    texts = {row["report"]: row["text"] for row in RedactedLedger(war).rows("reports")}
    assert texts["dam"] == REPORTS[1]["text"]


@pytest.mark.model
def test_redaction_is_the_same_every_time(war: Ledger) -> None:
    one, two = (list(RedactedLedger(war).rows("claims")) for _ in range(2))
    assert one == two
