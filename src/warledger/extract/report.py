"""Reports in, claims out: sentences, the choice of which to parse, and the parse itself.

A sentence is parsed only if it holds an event trigger, and its report a word of war
(extract/evidence.py): the rest cannot yield a claim, and the parse is what costs. First
come the sentences that may tell an event themselves (extract/gate.py); the others of a
report follow only if those make a claim, and then change who speaks and who acted in it.
Reports come in batches, because the parser works faster on many sentences. That nothing is
lost by it is measured (bench/skipping.py).
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Generic, TypeVar

from warledger.extract.assemble import make_claims, tell_anything
from warledger.extract.evidence import may_be_of_conflict
from warledger.extract.gate import has_trigger, may_tell
from warledger.extract.nlp import MODEL, load_model, parse
from warledger.extract.parsed import Parsed
from warledger.extract.sentences import split_sentences
from warledger.extract.skeleton import SentenceMentions, build_skeleton, to_doc
from warledger.lexicon.events import load_events
from warledger.lexicon.weapons import load_weapons
from warledger.model import (
    ActorMention,
    Claim,
    Excluded,
    Extraction,
    Mentions,
    Place,
    Quantity,
    Report,
    Section,
    Span,
    TimeMention,
)

Found = TypeVar("Found", ActorMention, Place, TimeMention, Quantity)
_WORDS = re.compile(r"[\w’'-]+")
# Why sentences are not parsed, as `passed_over` counts them.
NO_TRIGGER = "sentences without a trigger"
NO_CONFLICT = "sentences of a report without a word of war"


@dataclass(frozen=True, slots=True)
class _Sentence:
    span: Span
    section: Section
    paragraph: int
    is_headline: bool


@dataclass(frozen=True, slots=True)
class _Job:
    """A report with its sentences that hold a trigger, and what is parsed of them so far.

    `parsed` is by number of the sentence.
    """

    report: Report
    mentions: Mentions
    sentences: tuple[_Sentence, ...]
    passed_over: tuple[tuple[str, int], ...]
    located: "_Located"
    parsed: dict[int, Parsed] = field(default_factory=dict)

    @property
    def so_far(self) -> tuple[Parsed, ...]:
        """Return what is parsed, in the order of the text."""
        return tuple(self.parsed[number] for number in sorted(self.parsed))


def _free_stretches(section: Section, excluded: Sequence[Excluded]) -> Iterator[Span]:
    """Yield what is left of a section once the excluded stretches are cut out."""
    start = section.span.start
    for cut in sorted(excluded, key=lambda e: e.span.start):
        if cut.span.end <= start or cut.span.start >= section.span.end:
            continue
        if cut.span.start > start:
            yield Span(start, cut.span.start)
        start = max(start, cut.span.end)
    if start < section.span.end:
        yield Span(start, section.span.end)


def _sentences(report: Report) -> Iterator[_Sentence]:
    sections = report.sections or (
        (Section(Span(0, len(report.text)), report.published),) if report.text else ()
    )
    counted = paragraph = 0
    for section in sections:
        cuts = [s for s in (section.headline, section.dateline) if s is not None]
        stretches = list(_free_stretches(section, report.excluded))
        for stretch in stretches:
            for piece in _split_at(stretch, cuts):
                is_headline = section.headline is not None and section.headline.overlaps(
                    piece
                )
                if section.dateline is not None and section.dateline.covers(piece):
                    continue
                for span in split_sentences(report.text, piece):
                    if span.start < counted:
                        counted = paragraph = 0
                    paragraph += report.text.count("\n", counted, span.start)
                    counted = span.start
                    yield _Sentence(span, section, paragraph, is_headline)


def _split_at(stretch: Span, cuts: Sequence[Span]) -> Iterator[Span]:
    """Yield the stretch cut before and after headline and dateline."""
    edges = {stretch.start, stretch.end}
    for cut in cuts:
        edges |= {e for e in (cut.start, cut.end) if stretch.start < e < stretch.end}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        yield Span(start, end)


def _is_weapon(mention: ActorMention, text: str) -> bool:
    """Return whether what looks like a group's abbreviation names a weapon ("IEDs")."""
    return (
        not mention.is_generic and mention.span.of(text).lower() in load_weapons().by_form
    )


def _without_event(mention: ActorMention, text: str) -> ActorMention:
    """Return "Syrian government" of "Syrian government air strikes"."""
    words = list(_WORDS.finditer(mention.span.of(text)))
    forms = load_events().by_form
    for size in (3, 2, 1):
        if len(words) <= size:
            continue
        tail = " ".join(word.group().lower() for word in words[-size:])
        if any(trigger.pos == "noun" for trigger in forms.get(tail, ())):
            end = mention.span.start + words[-size - 1].end()
            return replace(mention, span=Span(mention.span.start, end), head=None)
    return mention


class _InOrder(Generic[Found]):
    """Mentions in the order of the text; those of a stretch are found without going
    through all, of which a long report has as many as sentences.
    """

    def __init__(self, mentions: Iterable[Found]) -> None:
        self._all: list[Found] = sorted(mentions, key=lambda mention: mention.span.start)
        self._starts: list[int] = [mention.span.start for mention in self._all]

    def inside(self, span: Span) -> Iterator[Found]:
        """Yield the mentions that lie wholly inside a stretch."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end, first)
        return (m for m in self._all[first:last] if m.span.end <= span.end)


class _Located:
    """A report's mentions, to be asked for by sentence."""

    def __init__(self, mentions: Mentions, text: str) -> None:
        self._text = text
        self._actors = _InOrder(mentions.actors)
        self._places = _InOrder(mentions.places)
        self._times = _InOrder(mentions.times)
        self._quantities = _InOrder(mentions.quantities)

    def within(self, span: Span) -> SentenceMentions:
        """Return what a sentence names."""
        actors = (_without_event(m, self._text) for m in self._actors.inside(span))
        return SentenceMentions(
            tuple(actor for actor in actors if not _is_weapon(actor, self._text)),
            tuple(p for p in self._places.inside(span) if p.kind != "demonym"),
            tuple(self._times.inside(span)),
            tuple(self._quantities.inside(span)),
        )


def told_sentences(report: Report) -> Iterator[tuple[Span, bool]]:
    """Yield each sentence that is read, and whether it holds a word that evokes an event.

    Only those that do are parsed; nothing is parsed here.
    """
    for sentence in _sentences(report):
        yield sentence.span, has_trigger(report.text, sentence.span)


class Extractor:
    """Holds the language model; makes claims of reports whose mentions are known."""

    def __init__(self, *, model: str = MODEL, skips: bool = True) -> None:
        """Take the model's name; without `skips` every sentence is parsed.

        That is to measure what is lost by skipping (bench/skipping.py).
        """
        self.model = model
        self.skips = skips

    def extract(
        self,
        reports: Sequence[tuple[Report, Mentions]],
        *,
        outlet_names: Sequence[frozenset[str]] = (),
    ) -> list[Extraction]:
        """Return what each report yields, in the order given.

        `outlet_names` holds, per report, the case-folded names of its outlet, which is
        never given as a speaker.
        """
        jobs = [self._job(report, mentions) for report, mentions in reports]
        self._parse([(job, number) for job in jobs for number in self._telling(job)])
        names = outlet_names or [frozenset()] * len(jobs)
        self._parse(
            [
                (job, number)
                for job, own in zip(jobs, names, strict=True)
                if tell_anything(job.report, job.so_far, job.mentions, own)
                for number in range(len(job.sentences))
                if number not in job.parsed
            ]
        )
        return [_extraction(job, own) for job, own in zip(jobs, names, strict=True)]

    def _job(self, report: Report, mentions: Mentions) -> _Job:
        every = tuple(_sentences(report))
        kept, reason = every, NO_TRIGGER
        if self.skips and not may_be_of_conflict(report.text, mentions.actors):
            kept, reason = (), NO_CONFLICT
        elif self.skips:
            kept = tuple(s for s in every if has_trigger(report.text, s.span))
        passed_over = ((reason, len(every) - len(kept)),)
        return _Job(report, mentions, kept, passed_over, _Located(mentions, report.text))

    def _telling(self, job: _Job) -> Iterator[int]:
        """Yield the numbers of the sentences that may tell an event themselves."""
        for number, sentence in enumerate(job.sentences):
            text, span = job.report.text, sentence.span
            if not self.skips or may_tell(text, span, model=self.model):
                yield number

    def _parse(self, wanted: Sequence[tuple[_Job, int]]) -> None:
        """Parse these sentences of these jobs in one stream."""
        nlp = load_model(self.model)
        mentions, skeletons = [], []
        for job, number in wanted:
            text, span = job.report.text, job.sentences[number].span
            mentions.append(job.located.within(span))
            skeletons.append(build_skeleton(text, span, mentions[-1], nlp))
        docs = parse((to_doc(skeleton, nlp) for skeleton in skeletons), model=self.model)
        for (job, number), doc, skeleton, own in zip(
            wanted, docs, skeletons, mentions, strict=True
        ):
            sentence = job.sentences[number]
            job.parsed[number] = Parsed(
                job.report.text,
                doc,
                skeleton,
                own,
                sentence.section,
                number,
                sentence.paragraph,
                sentence.is_headline,
            )


def _extraction(job: _Job, own: frozenset[str]) -> Extraction:
    """Return what a report yields; nothing is made of one whose parse was not finished."""
    claims: tuple[Claim, ...] = ()
    if len(job.parsed) == len(job.sentences):
        claims = make_claims(job.report, job.so_far, job.mentions, own)
    return Extraction(job.report.report_id, job.mentions, claims, job.passed_over)
