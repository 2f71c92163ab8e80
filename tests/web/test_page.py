"""The page as a file: one, closed to the network, and the same each time."""

import json
import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest

from warledger.errors import ConfigError
from warledger.model import Claim, Report
from warledger.web.page import page_html, write_page

Told = list[tuple[Report, list[Claim]]]

HOSTILE = [
    "<script>document.title='ran'</script>",
    "</script><img src=x onerror=alert(1)>",
    "<!-- <script> ]]>",
    "\"' onfocus=alert(1) autofocus x='",
    "$title ${data} &lt;b&gt;",
    "javascript:alert(1)",
    "dead \u202e12\u202c \u2066x\u2069 \x00 \ud800",
]


def block(html: str) -> dict:
    return json.loads(html.split('id="ledger">')[1].split("</script>")[0])


def policy(html: str) -> str:
    return unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1])


def test_the_page_asks_nothing_of_the_network(told: Told) -> None:
    html = page_html(told, title="Two reports")
    namespace = "http://www.w3.org/2000/svg"
    fetches = re.compile(
        r"""\b(?:src|href|action)=(?!["']?#)|url\(|@import|https?://|fetch\("""
    )
    assert fetches.findall(html.replace(namespace, "")) == []
    assert policy(html).startswith("default-src 'none';")


@pytest.mark.parametrize("element", ["style", "script"])
def test_the_policy_names_what_is_inlined_by_its_hash(told: Told, element: str) -> None:
    html = page_html(told, title="Two reports")
    inlined = re.search(rf"<{element}>(.*?)</{element}>", html, re.DOTALL)[1]
    digest = b64encode(sha256(inlined.encode()).digest()).decode()
    assert f"{element}-src 'sha256-{digest}'" in policy(html)


def test_the_same_records_give_the_same_bytes(told: Told) -> None:
    assert page_html(told, title="t") == page_html(told, title="t")


def test_quotes_in_the_data_are_the_text_at_the_span(told: Told) -> None:
    text = told[0][0].text
    for claim in block(page_html(told, title="t"))["claims"]:
        assert claim["quote"] == text[claim["start"] : claim["end"]]
        at = claim["trigger_at"]
        assert claim["quote"][at:].startswith(claim["trigger"])


def test_claims_are_numbered_as_the_text_marks_them(told: Told) -> None:
    html = page_html(told, title="t")
    triggers = [claim["trigger"] for claim in block(html)["claims"]]
    marked = re.findall(r'<b class="t[^>]*data-t="(\d+)"[^>]*>([^<]*)</b>', html)
    assert [(int(number), word) for number, word in marked] == list(enumerate(triggers))


def test_an_unplaced_name_has_no_coordinates_and_a_reason(told: Told) -> None:
    places = [
        p for claim in block(page_html(told, title="t"))["claims"] for p in claim["places"]
    ]
    unplaced = [p for p in places if p["lat"] is None]
    assert [(p["name"], p["lon"], p["reason"]) for p in unplaced] == [
        ("Tulul", None, "no gazetteer row")
    ]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_in_any_field_stay_words(
    hostile: Callable[[str], Told], words: str
) -> None:
    html = page_html(hostile(words), title=words)
    clean = page_html(hostile("harmless"), title="harmless")
    elements = re.compile(r"<(/?[a-z!][a-z0-9-]*)", re.IGNORECASE)
    assert sorted(elements.findall(html)) == sorted(elements.findall(clean))
    assert not re.search("[\x00\u202a-\u202e\u2066-\u2069]", html)
    html.encode("utf-8")


def test_a_ledger_without_reports_gives_a_page(tmp_path: Path) -> None:
    out = write_page([], tmp_path / "new" / "page.html", title="Nothing yet")
    assert block(out.read_text("utf-8"))["claims"] == []


def test_a_path_that_cannot_be_written_is_the_users_mistake(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="cannot write the page"):
        write_page([], tmp_path / "file" / "page.html", title="t")
