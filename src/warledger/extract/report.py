"""Reports in, claims out: sentences, the choice of which to parse, and the parse itself.

A sentence is parsed only if it holds an event trigger: the rest cannot yield a claim, and
the parse is what costs. Reports come in batches, because the parser works faster on many
sentences.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from warledger.extract.assemble import make_claims
from warledger.extract.nlp import MODEL, load_model, parse
from warledger.extract.parsed import Parsed
from warledger.extract.sentences import split_sentences
from warledger.extract.skeleton import SentenceMentions, Skeleton, build_skeleton, to_doc
from warledger.lexicon.cues import load_cues
from warledger.lexicon.events import load_events
from warledger.lexicon.weapons import load_weapons
from warledger.model import (
    ActorMention,
    Excluded,
    Extraction,
    Mentions,
    Report,
    Section,
    Span,
)

_WORDS = re.compile(r"[\w’'-]+")


@cache
def _trigger_words() -> frozenset[str]:
    """Return the words without any of which a sentence tells and denies no event."""
    events = {form.split()[-1] for form in load_events().by_form}
    denials = {form for cue in load_cues().cues if cue.act == "deny" for form in cue.forms}
    return frozenset(events | denials | {"untrue", "false", "baseless"})


@dataclass(frozen=True, slots=True)
class _Sentence:
    span: Span
    section: Section
    paragraph: int
    is_headline: bool


@dataclass(frozen=True, slots=True)
class _Job:
    report: Report
    mentions: Mentions
    sentences: tuple[_Sentence, ...]
    skeletons: tuple[Skeleton, ...]
    passed_over: int


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
                    paragraph = report.text.count("\n", 0, span.start)
                    yield _Sentence(span, section, paragraph, is_headline)


def _split_at(stretch: Span, cuts: Sequence[Span]) -> Iterator[Span]:
    """Yield the stretch cut before and after headline and dateline."""
    edges = {stretch.start, stretch.end}
    for cut in cuts:
        edges |= {e for e in (cut.start, cut.end) if stretch.start < e < stretch.end}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        yield Span(start, end)


def _has_trigger(text: str, span: Span) -> bool:
    words = _WORDS.findall(span.of(text).lower())
    return not _trigger_words().isdisjoint(words) or any(
        part in _trigger_words()
        for word in words
        if "-" in word
        for part in word.split("-")
    )


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


def _within(span: Span, mentions: Mentions, text: str) -> SentenceMentions:
    return SentenceMentions(
        tuple(
            trimmed
            for m in mentions.actors
            if span.covers(m.span)
            and not _is_weapon(trimmed := _without_event(m, text), text)
        ),
        tuple(p for p in mentions.places if span.covers(p.span) and p.kind != "demonym"),
        tuple(t for t in mentions.times if span.covers(t.span)),
        tuple(q for q in mentions.quantities if span.covers(q.span)),
    )


def told_sentences(report: Report) -> Iterator[tuple[Span, bool]]:
    """Yield each sentence that is read, and whether it holds a word that evokes an event.

    Only those that do are parsed; nothing is parsed here.
    """
    for sentence in _sentences(report):
        yield sentence.span, _has_trigger(report.text, sentence.span)


class Extractor:
    """Holds the language model; makes claims of reports whose mentions are known."""

    def __init__(self, *, model: str = MODEL) -> None:
        self.model = model

    def _prepare(self, report: Report, mentions: Mentions) -> _Job:
        nlp = load_model(self.model)
        every = tuple(_sentences(report))
        kept = tuple(s for s in every if _has_trigger(report.text, s.span))
        skeletons = tuple(
            build_skeleton(report.text, s.span, _within(s.span, mentions, report.text), nlp)
            for s in kept
        )
        return _Job(report, mentions, kept, skeletons, len(every) - len(kept))

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
        nlp = load_model(self.model)
        jobs = [self._prepare(report, mentions) for report, mentions in reports]
        docs = parse(
            (to_doc(skeleton, nlp) for job in jobs for skeleton in job.skeletons),
            model=self.model,
        )
        names: Iterable[frozenset[str]] = outlet_names or [frozenset()] * len(jobs)
        return [self._claims(job, docs, own) for job, own in zip(jobs, names, strict=True)]

    def _claims(self, job: _Job, docs: Iterator, own: frozenset[str]) -> Extraction:  # type: ignore[type-arg]
        text = job.report.text
        parsed = [
            Parsed(
                text,
                next(docs),
                skeleton,
                _within(sentence.span, job.mentions, text),
                sentence.section,
                number,
                sentence.paragraph,
                sentence.is_headline,
            )
            for number, (sentence, skeleton) in enumerate(
                zip(job.sentences, job.skeletons, strict=True)
            )
        ]
        claims = make_claims(job.report, parsed, job.mentions, own)
        skipped = (("sentences without a trigger", job.passed_over),)
        return Extraction(job.report.report_id, job.mentions, claims, skipped)
