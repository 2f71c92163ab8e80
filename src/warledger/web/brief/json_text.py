"""A brief as JSON: the same lines with their fields, every string letter for letter."""

import json
from datetime import date

from warledger.web.brief.records import Brief, Line, Note, Stretch
from warledger.web.brief.titles import title_of

Out = dict[str, object]


def json_text(brief: Brief) -> str:
    """Return the brief as one JSON object; days are ISO dates."""
    wanted = brief.wanted
    out = {
        "title": title_of(wanted),
        "from": wanted.first,
        "to": wanted.last,
        "country": wanted.country,
        "actor": wanted.actor,
        "remarks": list(brief.remarks),
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "about": section.about,
                "groups": [
                    {
                        "title": group.title,
                        "lines": [_line(line, brief) for line in group.lines],
                    }
                    for group in section.groups
                ],
            }
            for section in brief.sections
        ],
        "notes": [_note(note) for note in brief.notes],
    }
    return json.dumps(out, ensure_ascii=False, indent=1, default=_day) + "\n"


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {value!r}")


def _line(line: Line, brief: Brief) -> Out:
    parts = [
        {
            "words": part.words,
            "notes": sorted({brief.numbers[claim] for claim in part.claims}),
            "claims": list(part.claims),
        }
        for part in line.parts
    ]
    return {
        "words": "".join(part.words for part in line.parts),
        "parts": parts,
        "fields": dict(line.fields),
        "under": [_line(one, brief) for one in line.under],
    }


def _note(note: Note) -> Out:
    repeated = [_stretch(stretch) for stretch in note.repeated]
    head: Out = {"note": note.number, "claims": list(note.claims)}
    return {**head, **_stretch(note.stretch), "repeated": repeated}


def _stretch(stretch: Stretch) -> Out:
    return {
        "report": stretch.report,
        "outlet": stretch.outlet,
        "title": stretch.title,
        "url": stretch.url,
        "published": stretch.published,
        "start": stretch.start,
        "end": stretch.end,
        "quote": stretch.quote,
    }
