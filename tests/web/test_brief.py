"""A brief says what claims say, by whom, and leads from every line to the sentence."""

import json
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from app_ledger import TURNED
from brief_ledger import make_brief_ledger
from warledger.cli import warledger
from warledger.errors import QueryError
from warledger.store.opening import open_ledger
from warledger.web.brief.html import html
from warledger.web.brief.json_text import json_text
from warledger.web.brief.make import make_brief
from warledger.web.brief.markdown import escaped, markdown
from warledger.web.brief.records import Brief, Line, Section

MAY = (date(2031, 5, 1), date(2031, 5, 31))
JULY = (date(2031, 7, 1), date(2031, 7, 31))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_brief_ledger(tmp_path_factory.mktemp("brief") / "own.ledger")


def brief_of(path: Path, days: tuple[date, date], **options: str) -> Brief:
    with open_ledger(path) as ledger:
        return make_brief(ledger, *days, **options)


@pytest.fixture(scope="module")
def may(path: Path) -> Brief:
    return brief_of(path, MAY)


@pytest.fixture(scope="module")
def july(path: Path) -> Brief:
    return brief_of(path, JULY)


def section(brief: Brief, key: str) -> Section:
    return next(one for one in brief.sections if one.key == key)


def words(line: Line) -> str:
    return "".join(part.words for part in line.parts)


def lines(brief: Brief, key: str, title: str | None = None) -> list[str]:
    return [
        words(line)
        for group in section(brief, key).groups
        for line in group.lines
        if title in (None, group.title)
    ]


def every_line(brief: Brief) -> Iterator[Line]:
    for one in brief.sections:
        for group in one.groups:
            yield from group.lines


def test_every_line_is_cited_and_every_note_quotes_its_report(
    path: Path, may: Brief
) -> None:
    assert all(list(line.claims()) for line in every_line(may))
    with open_ledger(path) as ledger:
        texts = {one.report_id: one.text for one in ledger.reports()}
    for note in may.notes:
        stretch = note.stretch
        assert texts[stretch.report][stretch.start : stretch.end] == stretch.quote
    assert sorted(may.numbers.values())[-1] == len(may.notes)


def test_incidents_stand_by_area_with_who_says_what(may: Brief) -> None:
    (group,) = (g for g in section(may, "incidents").groups if g.title == "Sudan, Keddar")
    (fall,) = (words(line) for line in group.lines if "regains" in words(line))
    assert "2031-05-03, Arvane" in fall
    assert "Said to have occurred according to " in fall
    assert "Denied according to League spokesman" in fall


def test_a_copy_is_no_further_teller_and_is_folded_into_its_sentence(may: Brief) -> None:
    (note,) = (n for n in may.notes if n.stretch.report == "river-1")
    assert [again.report for again in note.repeated] == ["wire-1"]


def test_losses_stand_by_claimant_and_nothing_is_added_up(may: Brief) -> None:
    told = lines(may, "losses")
    assert any(line.startswith("Defence ministry") and "killed 12" in line for line in told)
    assert any(line.startswith("League spokesman") and "killed 3" in line for line in told)
    assert not any("killed 15" in line for line in told)


def test_control_says_who_says_so_and_what_excludes_it(may: Brief) -> None:
    found = lines(may, "control")
    assert any(
        "Arvane: held by Northern Army" in line and "According to" in line for line in found
    )
    under = [
        words(one) for line in section(may, "control").groups[0].lines for one in line.under
    ]
    assert any(line.startswith("excluded by what is told by ") for line in under)


def test_contested_points_show_each_version_with_its_tellers(may: Brief) -> None:
    (group,) = section(may, "contested").groups
    under = [words(one) for line in group.lines for one in line.under]
    assert any(line.startswith("status: denied, according to ") for line in under)
    assert any(" denies what is told by " in line for line in under)


def test_statistics_name_the_official(july: Brief) -> None:
    (line,) = lines(july, "statistics", "Officials and parties to the conflict")
    assert line.startswith("Defence ministry")
    assert "sorties 30 (“30 sorties”); 2031-07-09, near Tolm" in line


def test_forecasts_count_by_the_day_they_were_stated(path: Path, july: Brief) -> None:
    june = brief_of(path, (date(2031, 6, 1), date(2031, 6, 30)))
    assert len(lines(june, "forecasts")) >= 5
    assert lines(july, "forecasts") == []


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("Kept", "near Tolm: Armed clash by Northern Army"),
        ("Failed", "Arvane: Shelling/artillery/missile attack by League fighters"),
        ("Failed", "near Tolm: Armed clash by League fighters"),
        ("Open", "near Tolm: Shelling/artillery/missile attack by Northern Army"),
    ],
)
def test_forecasts_fare_by_the_rules(july: Brief, title: str, sentence: str) -> None:
    assert any(sentence in line for line in lines(july, "fared", title))


def test_what_befell_a_forecast_is_told_and_cited(july: Brief) -> None:
    under = [
        words(one)
        for group in section(july, "fared").groups
        for line in group.lines
        for one in line.under
    ]
    assert "said to have occurred, 2031-07-08; according to Outlet of came" in under
    assert any("outside the days that were given" in line for line in under)
    assert (
        "said not to have occurred, 2031-07-01 to 2031-07-31; according to Outlet of quiet"
        in under
    )


def test_silence_makes_no_forecast_fail(july: Brief) -> None:
    silent = [line for line in lines(july, "fared", "Open") if "Shelling" in line]
    assert silent[0].endswith(
        "Its days have passed; no later claim says whether it happened"
    )


def test_a_brief_of_one_party_leaves_the_others_out(path: Path) -> None:
    only = brief_of(path, MAY, actor="southern league")
    assert not any("Port" in line for line in lines(only, "incidents"))
    assert lines(only, "incidents")


def test_a_brief_of_one_country_leaves_unknown_places_out(path: Path) -> None:
    only = brief_of(path, MAY, country="sd")
    assert {g.title for g in section(only, "incidents").groups} == {"Sudan, Keddar"}
    assert not brief_of(path, MAY, country="FR").notes


def test_days_out_of_order_unknown_parties_and_countries_are_refused(path: Path) -> None:
    with pytest.raises(QueryError, match="lies after its last"):
        brief_of(path, (MAY[1], MAY[0]))
    with pytest.raises(QueryError, match="near it: Northern Army"):
        brief_of(path, MAY, actor="Nothern Army")
    with pytest.raises(QueryError, match="'Q1' is no country's code"):
        brief_of(path, MAY, country="Q1")


def test_an_empty_range_says_so_in_every_form(path: Path) -> None:
    empty = brief_of(path, (date(1999, 1, 1), date(1999, 1, 2)))
    assert empty.is_empty
    assert markdown(empty).count("Nothing in these days.") == len(empty.sections)
    assert "published from 2031-05-04 to 2031-07-12" in html(empty)
    assert json.loads(json_text(empty))["notes"] == []


@pytest.mark.parametrize("form", [markdown, html, json_text])
def test_the_same_claims_give_the_same_bytes_in_any_order(
    path: Path, tmp_path: Path, form: object, may: Brief
) -> None:
    again = make_brief_ledger(tmp_path / "again.ledger", backwards=True)
    assert form(brief_of(again, MAY)) == form(may)  # type: ignore[operator]


class Tags(HTMLParser):
    """Which elements a page has, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        self.ids += [str(given["id"])] if "id" in given else []
        self.links += [str(given["href"])] if "href" in given else []


def test_html_shows_hostile_text_as_text_and_every_link_leads_into_the_page(
    may: Brief,
) -> None:
    page = html(may)
    read = Tags()
    read.feed(page)
    assert not {"script", "img", "iframe", "link"} & set(read.tags)
    assert len(read.ids) == len(set(read.ids))
    assert {link.removeprefix("#") for link in read.links} <= set(read.ids)
    assert "\u202e" not in page
    assert "⟦U+202E⟧" in page
    assert "default-src 'none'" in page.replace("&#x27;", "'")


def test_markdown_shows_hostile_text_as_text(may: Brief) -> None:
    text = markdown(may)
    assert "<script" not in text
    assert "<img" not in text
    assert "\u202e" not in text
    assert TURNED not in text


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("[a](http://b.c)", r"\[a\](http\://b.c)"),
        ("www.b.c", r"www\.b.c"),
        ("<b>", "&lt;b&gt;"),
        ("*a* _b_ `c` $d$ ~e~", r"\*a\* \_b\_ \`c\` \$d\$ \~e\~"),
        ("a\n\n# b", r"a \# b"),
        ("@everyone", r"\@everyone"),
        ("x\u202ey", "x⟦U+202E⟧y"),
        ("&amp;", "&amp;amp;"),
    ],
)
def test_markdown_escapes(hostile: str, shown: str) -> None:
    assert escaped(hostile) == shown


def test_json_holds_the_lines_their_notes_and_exact_quotes(may: Brief) -> None:
    told = json.loads(json_text(may))
    notes = {note["note"]: note for note in told["notes"]}
    assert [note.stretch.quote for note in may.notes] == [
        n["quote"] for n in notes.values()
    ]
    line = told["sections"][0]["groups"][0]["lines"][0]
    assert line["words"] == "".join(part["words"] for part in line["parts"])
    assert {number for part in line["parts"] for number in part["notes"]} <= set(notes)
    assert {"incident_id", "place", "standing"} <= set(line["fields"])


def test_a_brief_is_silent_of_forecasts_that_these_days_say_nothing_of(path: Path) -> None:
    later = brief_of(path, (date(2031, 12, 1), date(2031, 12, 31)))
    assert lines(later, "fared") == []


def test_a_forecast_without_place_or_party_is_held_against_nothing(july: Brief) -> None:
    assert not any("Agreement" in line for line in lines(july, "fared"))


def test_the_command_writes_to_standard_output_and_says_when_there_is_nothing(
    path: Path, tmp_path: Path
) -> None:
    asked = ["brief", str(path), "--from", "2031-05-01", "--to", "2031-05-31"]
    told = CliRunner().invoke(warledger, asked)
    assert (told.exit_code, told.stderr) == (0, "")
    out = tmp_path / "may.md"
    assert CliRunner().invoke(warledger, [*asked, "-o", str(out)]).exit_code == 0
    assert out.read_text("utf-8") == told.stdout
    nothing = CliRunner().invoke(
        warledger, ["brief", str(path), "--from", "1999-01-01", "--to", "1999-01-01"]
    )
    assert nothing.exit_code == 0
    assert "nothing in this range" in nothing.stderr
    before = path.read_bytes()
    assert CliRunner().invoke(warledger, [*asked, "-o", str(path)]).exit_code == 2
    assert path.read_bytes() == before
