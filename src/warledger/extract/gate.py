"""Tell from characters alone which sentences may tell an event: only those are parsed.

The parse is what a run costs, and most news is not about war. Two tests are made, one
inside the other:

`has_trigger` is quick and generous: some word of the sentence ends a word or phrase of the
event lexicon, or denies. What fails it is never parsed.

`may_tell` is exact about the lexicon: a word outside the set phrases that evoke nothing
("heart attack") is a trigger, or may have one as its lemma, and the rest of the trigger's
phrase follows ("opened … fire"). A sentence that fails it cannot give a node
(`triggers.find_nodes`) whatever its parse may be. But it is parsed all the same in a report
where another sentence makes a claim, because who speaks and who acted is carried on from it
(extract/report.py). tests/extract/test_gate.py holds both to what the parse finds.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from warledger.extract.nlp import LemmaSources, lemma_sources
from warledger.lexicon.blocks import load_blocks
from warledger.lexicon.cues import load_cues
from warledger.lexicon.events import load_events
from warledger.model import Span

_WORDS = re.compile(r"[\w’'-]+")
# Finer than any tokenizer's words, so that what stands in one of them stands in these.
_RUNS = re.compile(r"[^\W\d_]+|\d+")


@cache
def _trigger_words() -> frozenset[str]:
    """Return the words without any of which a sentence tells and denies no event."""
    events = {form.split()[-1] for form in load_events().by_form}
    denials = {form for cue in load_cues().cues if cue.act == "deny" for form in cue.forms}
    return frozenset(events | denials | {"untrue", "false", "baseless"})


def has_trigger(text: str, span: Span) -> bool:
    """Return whether the sentence holds a word that may evoke or deny an event."""
    words = _WORDS.findall(span.of(text).lower())
    return not _trigger_words().isdisjoint(words) or any(
        part in _trigger_words()
        for word in words
        if "-" in word
        for part in word.split("-")
    )


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What must stand in a sentence beside a trigger's last word.

    `before` are the runs of letters of a compound's other words, anywhere; `after` what the
    trigger's phrase asks for, in this order, each as the words that would do.
    """

    before: frozenset[str]
    after: tuple[frozenset[str], ...]


def may_tell(text: str, span: Span, *, model: str) -> bool:
    """Return whether any parse of the sentence could find a trigger in it.

    True for every sentence where the model's lemmas come from other than rules and lists.
    """
    wanted = _wanted(model)
    if wanted is None:
        return True
    said = span.of(text).lower()
    runs = _RUNS.findall(said)
    met = wanted.keys() & runs
    if not met:
        return False
    heads = met & _outside_blocks(text, span)
    return any(_follows(want, runs, head) for head in heads for want in wanted[head])


def _outside_blocks(text: str, span: Span) -> set[str]:
    """Return the runs of the sentence that stand in no set phrase that evokes nothing."""
    free, start = [], span.start
    for block in load_blocks().pattern.finditer(text, span.start, span.end):
        free.append(text[start : block.start()])
        start = block.end()
    free.append(text[start : span.end])
    return set(_RUNS.findall(" ".join(free).lower()))


def _follows(want: _Wanted, runs: Sequence[str], head: str) -> bool:
    """Return whether the words that a trigger wants stand around some head."""
    if not want.before.issubset(runs):
        return False
    position = runs.index(head)
    for words in want.after:
        found = (n for n in range(position + 1, len(runs)) if runs[n] in words)
        position = next(found, -1)
        if position < 0:
            return False
    return True


@cache
def _wanted(model: str) -> Mapping[str, tuple[_Wanted, ...]] | None:
    """Return what each run that may end a trigger wants beside it, None if none can tell.

    A trigger is met by its form, or by a word that has it as its lemma.
    """
    sources = lemma_sources(model)
    if sources is None:
        return None
    found: dict[str, dict[_Wanted, None]] = {}
    for form, triggers in load_events().by_form.items():
        *before, head = _RUNS.findall(form.lower())
        heads = {head} if " " in form else {head, *map(_last_run, sources(form))}
        for trigger in triggers:
            after = chain.from_iterable(_met_by(w, sources) for w in trigger.phrase)
            want = _Wanted(frozenset(before), tuple(after))
            for each in heads:
                found.setdefault(each, {})[want] = None
    return {head: tuple(wants) for head, wants in found.items()}


def _met_by(word: str, sources: LemmaSources) -> Iterator[frozenset[str]]:
    """Yield, for each run of a phrase's word, the runs that would do; nothing for "*"."""
    *before, last = _RUNS.findall(word) or [""]
    yield from (frozenset({run}) for run in before)
    if last:
        yield frozenset({last, *map(_last_run, sources(word))})


def _last_run(word: str) -> str:
    runs: list[str] = _RUNS.findall(word)
    return runs[-1]
