import json
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from warledger.cli import warledger
from warledger.errors import QueryError
from warledger.model.incidents import Verdict
from warledger.pipeline.explain import explain
from warledger.pipeline.explained import Explanation, Part, safe, to_json, to_lines
from warledger.pipeline.judging import judge
from warledger.pipeline.reconcile import reconcile
from warledger.store.opening import open_ledger

TEXTS = {
    "first": "Gunmen attacked a depot in Gao on 3 May 1994, the army said. It was warm.",
    "second": "The army said gunmen attacked a depot in Gao on 3 May 1994. The sun shone.",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """A ledger of two reports that tell one event, read by the program itself."""
    from warledger.executors.local import ingest
    from warledger.pipeline import Settings

    folder = tmp_path_factory.mktemp("explained")
    lines = [
        json.dumps(
            {"report": name, "text": text, "published": "1994-05-04", "outlet": name}
        )
        for name, text in TEXTS.items()
    ]
    (folder / "reports.jsonl").write_text("\n".join(lines), "utf-8")
    path = folder / "war.ledger"
    ingest(path, [str(folder / "reports.jsonl")], settings=Settings(), workers=1)
    with open_ledger(path) as ledger:
        claims = [claim.claim_id for claim in ledger.claims()]
        incidents = [str(row["incident_id"]) for row in ledger.rows("incidents")]
    return SimpleNamespace(path=path, claims=claims, incidents=incidents)


def parts(path: Path, name: str) -> dict[str, Part]:
    with open_ledger(path) as ledger:
        return {part.field: part for part in reversed(explain(ledger, name).parts)}


@pytest.mark.model
def test_a_claim_tells_trigger_entry_place_day_and_speaker(made: SimpleNamespace) -> None:
    told = parts(made.path, made.claims[0])
    assert told["type"].words == "attacked"
    assert any("the verb 'attack' (events/" in why for why in told["type"].because)
    assert told["place"].words == "Gao"
    assert any("rows of the gazetteer were weighed" in w for w in told["place"].because)
    assert told["date"].value.startswith("1994-05-03")
    assert told["date"].words == "3 May 1994"
    assert any("the verb 'say' (cues.toml, cue" in why for why in told["speaker"].because)
    assert told["incident"].value in made.incidents


@pytest.mark.model
def test_spans_of_an_explanation_are_the_words_that_it_shows(made: SimpleNamespace) -> None:
    with open_ledger(made.path) as ledger:
        for name in [*made.claims, *made.incidents, *TEXTS]:
            for part in explain(ledger, name).parts:
                if part.start is not None:
                    assert part.report is not None
                    assert TEXTS[part.report][part.start : part.end] == part.words


@pytest.mark.model
def test_an_incident_tells_what_joined_its_claims(made: SimpleNamespace) -> None:
    with open_ledger(made.path) as ledger:
        row = max(ledger.rows("incidents"), key=lambda row: len(row["claims"]))  # type: ignore[arg-type]
        told = explain(ledger, str(row["incident_id"])).parts
    claims = [part for part in told if part.field == "claim"]
    links = [part for part in told if part.field == "joined by"]
    assert len(claims) == 2
    assert len(links) == 1
    assert "bits for one event" in links[0].value
    assert any(why.startswith("place ") and "bits: " in why for why in links[0].because)


def test_of_many_links_in_words_a_few_are_told_and_in_json_all() -> None:
    parts = tuple(Part("further link", f"{number}") for number in range(9))
    told = Explanation("incident", "i", "t", (), parts)
    lines = list(to_lines(told))
    assert lines[-1] == "  further links: 4 more; --json has them all"
    assert len(lines) == 1 + 5 + 1
    assert len(json.loads(to_json(told))["parts"]) == 9


@pytest.mark.model
def test_the_bits_of_a_link_add_up(made: SimpleNamespace) -> None:
    with open_ledger(made.path) as ledger:
        (link, *_) = ledger.rows("explain_links", claims=made.claims)
        told = explain(ledger, made.claims[0]).parts
    shown = next(part for part in told if part.field == "link")
    bits = [float(why.split(" bits:")[0].split()[-1]) for why in shown.because]
    assert sum(bits) == pytest.approx(link["weight"], abs=0.06 * len(bits))


@pytest.mark.model
def test_a_report_tells_which_sentences_gave_no_claim(made: SimpleNamespace) -> None:
    with open_ledger(made.path) as ledger:
        told = explain(ledger, "first").parts
    sentences = [(part.words, part.code) for part in told if part.field == "sentence"]
    assert sentences == [
        (TEXTS["first"][:60], None),
        ("It was warm.", "sentence-no-trigger"),
    ]


@pytest.mark.model
def test_a_long_report_without_a_word_of_war_says_so_for_each_sentence(
    tmp_path: Path,
) -> None:
    from warledger.executors.local import ingest
    from warledger.pipeline import Settings

    text = "The striker was left out and prices fell. " * 30
    (tmp_path / "fair.jsonl").write_text(json.dumps({"report": "fair", "text": text}))
    path = tmp_path / "fair.ledger"
    ingest(path, [str(tmp_path / "fair.jsonl")], settings=Settings(), workers=1)
    with open_ledger(path) as ledger:
        told = explain(ledger, "fair").parts
    codes = {part.code for part in told if part.field in ("sentence", "passed over")}
    assert codes == {"sentence-no-conflict"}


@pytest.mark.model
def test_an_id_that_no_longer_stands_leads_to_where_its_claim_is(
    made: SimpleNamespace, tmp_path: Path
) -> None:
    path = tmp_path / "judged.ledger"
    path.write_bytes(made.path.read_bytes())
    with open_ledger(path, write=True) as ledger:
        first, second = made.claims
        judge(ledger, (first, second), Verdict.DIFFERENT, by="A. Reader", note="two days")
        apart = {str(row["incident_id"]) for row in ledger.rows("incidents")}
        judge(ledger, (first, second), Verdict.SAME)
        (gone,) = apart - {str(row["incident_id"]) for row in ledger.rows("incidents")}
        told = explain(ledger, gone)
    assert gone in told.notes[0]
    assert told.name in apart
    words = [part.value for part in told.parts if part.field == "judgement"]
    assert words[0].endswith("different by A. Reader")


def test_an_unknown_id_and_an_older_text_are_told(
    ledger_path_of: Path, tmp_path: Path
) -> None:
    with open_ledger(ledger_path_of, write=True) as ledger:
        reconcile(ledger)
        with pytest.raises(QueryError, match="nope: no claim, incident or report of"):
            explain(ledger, "nope")
    answer = CliRunner().invoke(warledger, ["explain", str(ledger_path_of), "nope"])
    assert isinstance(answer.exception, QueryError)  # one line and exit code 1 in main()


@pytest.fixture
def ledger_path_of(tmp_path: Path) -> Path:
    path = tmp_path / "empty.ledger"
    open_ledger(path, write=True).close()
    return path


@pytest.mark.model
def test_what_made_a_claim_otherwise_is_told_first(
    made: SimpleNamespace, tmp_path: Path
) -> None:
    path = tmp_path / "older.ledger"
    path.write_bytes(made.path.read_bytes())
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE runs SET lexicon = 'of long ago'")
    with open_ledger(path) as ledger:
        (note,) = explain(ledger, made.claims[0]).notes
    assert note.startswith("made with another shipped lexicon (of long ago, now ")


@given(st.text())
def test_nothing_steers_the_terminal_and_json_stays_json(words: str) -> None:
    words = words.encode(errors="replace").decode()
    part = Part("quote", words, (words,), words, None, "r", 0, 1)
    told = Explanation("claim", words, words, (words,), (part,))
    assert all(line.isprintable() for line in to_lines(told))
    line = to_json(told)
    assert line.isprintable()
    assert json.loads(line)["title"] == words
    assert safe("\u202e\x1b[31m") == "\\u202e\\u001b[31m"
