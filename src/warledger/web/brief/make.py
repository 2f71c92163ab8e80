"""Makes the brief of some days from a ledger: the sections in order, then the notes."""

from collections.abc import Iterator
from datetime import date

from warledger.errors import QueryError
from warledger.lexicon.countries import load_countries
from warledger.store.ledger import Ledger
from warledger.web.brief.control import control_changes
from warledger.web.brief.forecasts import fared, stated
from warledger.web.brief.incidents import contested, late_incidents, new_incidents
from warledger.web.brief.losses import losses
from warledger.web.brief.notes import notes_of, numbers_of
from warledger.web.brief.records import Brief, Wanted
from warledger.web.brief.sources import read_sources
from warledger.web.brief.statistics import statistics
from warledger.web.brief.words import plural

SECTIONS = (
    new_incidents, late_incidents, control_changes, losses, contested, statistics, stated,
    fared,
)  # fmt: skip


def make_brief(
    ledger: Ledger,
    first: date,
    last: date,
    *,
    country: str | None = None,
    actor: str | None = None,
) -> Brief:
    """Return the brief of the days from `first` to `last`, both included.

    `country` is an ISO 3166 code, `actor` a name, spelling, id or side. Raises QueryError
    for days out of order, what is no country's code, and a party that no claim names.
    """
    if last < first:
        raise QueryError(
            f"the brief's first day, {first}, lies after its last, {last}; exchange them"
        )
    wanted = Wanted(first, last, _code(country), actor)
    sources = read_sources(ledger, wanted)
    sections = tuple(section(sources) for section in SECTIONS)
    cited = (claim for section in sections for claim in section.claims())
    notes = notes_of(cited, sources.told)
    return Brief(wanted, sections, notes, tuple(_remarks(ledger)), numbers_of(notes))


def _code(country: str | None) -> str | None:
    if country is None:
        return None
    known = load_countries()
    if country.upper() in known:
        return country.upper()
    raise QueryError(
        f"'{country}' is no country's code; give two letters, as 'SD' for Sudan"
    )


def _remarks(ledger: Ledger) -> Iterator[str]:
    """Yield what a reader must know of the ledger to read the brief rightly."""
    (told,) = ledger.rows("brief_days")
    reports = int(str(told["reports"]))
    if told["first"] is not None:
        yield (
            f"The ledger holds {plural(reports, 'report')}, published from {told['first']} "
            f"to {told['last']}."
        )
    undated = int(str(told["undated"]))
    if undated:
        yield (
            f"{plural(undated, 'report')} of it have no day of publication: what they "
            "expect or count is in no brief, their incidents only where they name a day."
        )
