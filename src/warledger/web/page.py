"""Writes a ledger as one self-contained HTML page that needs no network and no server.

The reports' texts are written as escaped HTML with their claims marked; the claims'
fields travel as JSON in a block that no browser runs; our own script and style are
inlined and named by hash in the page's content security policy, which forbids everything
else. Knowingly missed: no paging, so the page is meant for some hundreds of reports, not
for an archive.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from warledger.errors import ConfigError
from warledger.model import Claim, Report, ReportState
from warledger.web.derived_rows import control_rows, incident_row
from warledger.web.outlines import background
from warledger.web.reading import Marked, text_html, visible
from warledger.web.rows import (
    Row,
    claim_row,
    colours_of,
    kind_of,
    points_of,
    report_row,
    side_of,
)

SCRIPTS = (
    "dom.js",
    "words.js",
    "view.js",
    "map.js",
    "timeline.js",
    "tables.js",
    "card.js",
    "incidents.js",
    "control.js",
    "page.js",
)
STYLES = ("base.css", "page.css", "map.css", "parts.css", "incidents.css")


@dataclass(frozen=True, slots=True)
class Derived:
    """Rows of `incidents` and `control` that the page's claims tell of."""

    incidents: tuple[Mapping[str, Any], ...] = ()
    control: tuple[Mapping[str, Any], ...] = ()


NOTHING_DERIVED = Derived()


def write_page(
    records: Iterable[tuple[Report, Iterable[Claim]]],
    out: Path,
    *,
    title: str,
    derived: Derived = NOTHING_DERIVED,
) -> Path:
    """Write the page of reports and their claims to `out`, making its folder; return it.

    Reports keep the order given. A path that cannot be written raises ConfigError.
    """
    html = page_html(records, title=title, derived=derived)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(html, encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            f"{out}: cannot write the page: {error.strerror}; give another path with -o"
        ) from error
    return out


def page_html(
    records: Iterable[tuple[Report, Iterable[Claim]]],
    *,
    title: str,
    derived: Derived = NOTHING_DERIVED,
) -> str:
    """Return the page as one string; the same records give the same bytes."""
    told = [(report, sorted(claims, key=_place_in_text)) for report, claims in records]
    claims = [claim for _, of_report in told for claim in of_report]
    colours = colours_of(claims)
    style = "\n".join(_static(name) for name in STYLES)
    script = (
        '(() => {\n"use strict";\n' + "\n".join(_static(name) for name in SCRIPTS) + "})();"
    )
    return Template(_static("page.html")).substitute(
        title=escape(visible(title)),
        csp=escape(_policy(style, script), quote=True),
        style=style,
        script=script,
        data=_json_block(_data(told, claims, colours, derived)),
        reports=_reports_html(told, colours),
    )


def _place_in_text(claim: Claim) -> tuple[int, int, int, int]:
    return claim.trigger.start, claim.trigger.end, claim.span.start, claim.span.end


def _data(
    told: Sequence[tuple[Report, list[Claim]]],
    claims: Sequence[Claim],
    colours: dict[str, int],
    derived: Derived,
) -> Row:
    numbers = {claim.claim_id: number for number, claim in enumerate(claims)}
    rows = [
        claim_row(claim, report, number, colours)
        for number, (report, of_report) in enumerate(told)
        for claim in of_report
    ]
    return {
        "reports": [report_row(report) for report, _ in told],
        "claims": rows,
        "sides": [{"name": visible(side), "colour": colours[side]} for side in colours],
        "incidents": [incident_row(row, numbers) for row in derived.incidents],
        "control": control_rows(derived.control, numbers, colours),
        "map": background(points_of(claims)),
    }


def _json_block(data: Row) -> str:
    """Return JSON that cannot end its own script element or start a comment in it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(inlined: str) -> str:
    return f"'sha256-{b64encode(sha256(inlined.encode()).digest()).decode()}'"


@cache
def _static(name: str) -> str:
    return files("warledger.web").joinpath("static", name).read_text("utf-8")


def _reports_html(
    told: Sequence[tuple[Report, list[Claim]]], colours: dict[str, int]
) -> str:
    out = []
    first = 0
    for number, (report, claims) in enumerate(told):
        out.append(_report_html(report, number, claims, first, colours))
        first += len(claims)
    return "\n".join(out)


def _report_html(
    report: Report,
    number: int,
    claims: Sequence[Claim],
    first: int,
    colours: dict[str, int],
) -> str:
    marked = [
        Marked(
            first + i,
            claim,
            f"s{colours[side_of(claim)]} k-{kind_of(claim)} is-{claim.status}",
        )
        for i, claim in enumerate(claims)
    ]
    heading = escape(visible(report.title or report.report_id))
    return (
        f'<article class="report" id="r{number}" data-r="{number}">'
        f'<header><h3 dir="auto">{heading}</h3>{_about_html(report, len(claims))}</header>'
        f'<div class="text" dir="auto">{text_html(report, marked)}</div>'
        f"{_notes_html(report)}</article>"
    )


def _about_html(report: Report, count: int) -> str:
    day = report.published.isoformat() if report.published else "no date"
    basis = escape(visible(report.published_basis or "as the input says"), quote=True)
    outlet = report.outlet or f"{report.report_id} (outlet not stated)"
    parts = [f'<span class="outlet">{escape(visible(outlet))}</span>']
    parts.append(f'<time title="{basis}">{day}</time>')
    if report.author:
        parts.append(f"<span>{escape(visible(report.author))}</span>")
    parts.append(f"<span>{count} claim{'' if count == 1 else 's'}</span>")
    if report.state is not ReportState.INGESTED:
        parts.append(f'<span class="state">{report.state.value}</span>')
    return f'<p class="about">{"".join(parts)}</p>'


def _notes_html(report: Report) -> str:
    """Return why a report was skipped, whose copy it is, and what ingest remarked on."""
    notes = [note for note in (report.reason, *report.notes) if note]
    if not notes:
        return ""
    items = "".join(f"<li>{escape(visible(note))}</li>" for note in notes)
    return f'<ul class="notes">{items}</ul>'
