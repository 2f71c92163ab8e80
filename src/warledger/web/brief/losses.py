"""The section on losses: by side whose loss it is, then by who tells it.

Nothing is added up: two claimants may count the same dead, and so may one in two reports.
"""

from collections.abc import Iterator

from warledger.web.brief.incidents import heading
from warledger.web.brief.records import Group, Line, Part, Row, Section
from warledger.web.brief.sources import Sources
from warledger.web.brief.words import amount, measure

ABOUT = (
    "Accounts of the losses of these days' incidents, by the side that suffered them and "
    "by who tells. They are not added up and not averaged: several may count the same "
    "people."
)
UNKNOWN = "Side not told"


def losses(sources: Sources) -> Section:
    """Return every account of a loss, by side, then by claimant."""
    sides: dict[str, dict[tuple[str, ...], Line]] = {}
    for row in sources.incidents:
        for loss in _losses(row):
            for account in loss["by_speaker"]:
                line, key = _account(row, loss, account)
                lines = sides.setdefault(loss["side"] or UNKNOWN, {})
                lines[key] = _joined(lines[key], line) if key in lines else line
    groups = tuple(
        Group(side, tuple(line for _, line in sorted(sides[side].items())))
        for side in sorted(sides, key=lambda side: (side == UNKNOWN, side))
    )
    return Section("losses", "Losses, by side and by claimant", ABOUT, groups)


def _losses(row: Row) -> Iterator[Row]:
    for deaths in row["deaths"]:
        yield {**deaths, "measure": "killed", "item": None}
    yield from row["losses"] or ()


def claimant(account: Row) -> str:
    """Return who tells an account: the speaker, in which outlet where it has no name."""
    speaker, outlet = account["speaker"], account["outlet"] or "an outlet not stated"
    if speaker is None:
        return str(outlet)
    return f"{speaker} (in {outlet})" if account["outlet"] else str(speaker)


def _account(row: Row, loss: Row, account: Row) -> tuple[Line, tuple[str, ...]]:
    who = claimant(account)
    count = amount(account, account["words"])
    told = " / ".join(account["words"])
    what = measure(loss["measure"], loss["item"])
    quoted = f" (“{told}”)" if told and "“" not in count else ""
    remarks = "".join(
        words
        for name, words in (
            ("part", ", part of a larger count of the same teller"),
            ("superseded", ", replaced by a later word of the same teller"),
        )
        if account[name]
    )
    said = f"{what} {count}{quoted}{remarks}; {heading(row)}"
    parts = (Part(who, tuple(account["claims"])), Part(f": {said}"))
    fields = {
        "claimant": who, "side": loss["side"], "measure": loss["measure"],
        "item": loss["item"], "low": account["low"], "best": account["best"],
        "high": account["high"], "words": list(account["words"]),
        "superseded": account["superseded"], "part": account["part"],
        "incident_id": row["incident_id"],
    }  # fmt: skip
    return Line(parts, tuple(fields.items())), (who, what, said, row["incident_id"])


def _joined(old: Line, new: Line) -> Line:
    """Return one line for an account that a teller gives twice in the same words."""
    claims = tuple(dict.fromkeys((*old.claims(), *new.claims())))
    first, *rest = old.parts
    return Line((Part(first.words, claims), *rest), old.fields, old.under)
