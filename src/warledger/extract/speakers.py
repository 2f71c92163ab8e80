"""Who says so: the chain of speakers behind a clause, nearest first, the outlet left out.

Three constructions carry nearly all attribution in news (Pareti 2016, PolNeAR
guidelines): a verb of speech whose complement holds the clause, "according to" and its
kin, and a tag at the end of the sentence ("…, the ministry said"). Speech that runs on
into later sentences is kept through open quotation marks and through speakers taken up
again ("he added", "the source said"). A cue without a speaker ("it was reported") gives
none: nothing is guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from warledger.extract.parsed import Parsed
from warledger.extract.speaker_names import (
    MONITOR,
    RESUMING,
    Floor,
    cue_at,
    is_noun_cue,
    issuer,
    make_speaker,
    quoting_verb,
    subject_speaker,
)
from warledger.extract.syntax import (
    children,
    is_passive,
    is_verbal,
    prepositional,
    subjects,
)
from warledger.lexicon.cues import Cue, load_cues
from warledger.lexicon.nouns import load_noun_types
from warledger.model import Span, Speaker

if TYPE_CHECKING:
    from spacy.tokens import Token

# Acts by which somebody vouches for a clause; orders, plans and questions do not.
VOUCHING = frozenset(
    {
        "say",
        "confirm",
        "deny",
        "accuse",
        "claim_responsibility",
        "speculate",
        "forecast",
        "warn",
        "show",
    }
)

# After a sentence-final tag only this much may follow ("…, he said on Monday in Geneva").
TAG_TAIL = 7

# So many characters before a sentence are looked through for an empty line.
PARAGRAPH_GAP = 20

_QUOTES = frozenset({"ccomp", "parataxis", "xcomp", "acl", "advcl", "relcl", "dep", "dobj"})


@dataclass(frozen=True)
class Attribution:
    """One cue over a clause: the cue, and who speaks (None where the text names nobody)."""

    cue: Cue
    cue_span: Span
    speaker: Speaker | None
    token: "Token | None" = None


def _quoter(parsed: Parsed, verb: "Token", floor: Floor) -> Attribution | None:
    """Return who quotes, for the outer end of a chain: "was quoted by X as saying"."""
    quoting = quoting_verb(verb)
    cue = cue_at(quoting) if quoting is not None else None
    if quoting is None or cue is None:
        return None
    agents = [t for prep, t in prepositional(quoting) if prep == "by"]
    outer = agents if is_passive(quoting) else list(subjects(quoting))
    for token in outer:
        if token.pos_ != "PRON":
            speaker = make_speaker(parsed, token, quoting.text)
            return Attribution(cue, parsed.token_span(quoting), speaker, quoting)
    return None


def _climb(parsed: Parsed, verb: "Token", floor: Floor) -> Iterator[Attribution]:
    """Yield the cues whose complement the clause is, from the nearest outward."""
    node = verb
    while node.head.i != node.i:
        head = node.head
        cue = cue_at(head) if _is_complement(node, head) else None
        if cue is not None and cue.pos == "noun":
            yield _by_noun(parsed, cue, head, floor)
        elif cue is not None:
            speaker = subject_speaker(parsed, cue, head, floor)
            yield Attribution(cue, parsed.token_span(head), speaker, head)
            if (outer := _quoter(parsed, head, floor)) is not None:
                yield outer
        node = head


def _is_complement(node: "Token", head: "Token") -> bool:
    """Return whether a clause is what a cue above it says."""
    if node.dep_ == "prep":  # "accused the army of shelling X"
        above = cue_at(head)
        return above is not None and above.act == "accuse" and node.lower_ in ("of", "for")
    if node.dep_ not in _QUOTES or node.dep_ in ("advcl", "relcl"):
        return False
    return is_verbal(node) or node.dep_ not in ("dobj", "acl", "xcomp")


def _by_noun(parsed: Parsed, cue: Cue, noun: "Token", floor: Floor) -> Attribution:
    """Return who stands behind "the report that …", or who rejects it."""
    above = noun.head
    outer = cue_at(above) if noun.dep_ == "dobj" and is_verbal(above) else None
    if outer is not None and outer.act == "deny":
        speaker = subject_speaker(parsed, outer, above, floor)
        return Attribution(outer, parsed.token_span(above), speaker, above)
    stated = noun.head.head if noun.dep_ == "pobj" else noun
    told = cue_at(stated) if is_verbal(stated) else None
    if told is not None:  # "said in a statement that": who said it
        speaker = subject_speaker(parsed, told, stated, floor)
        return Attribution(told, parsed.token_span(stated), speaker, stated)
    known = issuer(parsed, noun, noun.text) or make_speaker(parsed, noun, noun.text)
    return Attribution(cue, parsed.token_span(noun), known, noun)


def _responsibility(parsed: Parsed, noun: "Token", floor: Floor) -> Iterator[Attribution]:
    """Yield who claimed an event as his own: "claimed responsibility for the attack"."""
    prep = noun.head
    owned = prep.head
    if (
        noun.dep_ != "pobj"
        or prep.lower_ != "for"
        or owned.lower_ not in ("responsibility", "credit")
    ):
        return
    cue = cue_at(owned.head)
    if cue is not None and cue.act == "claim_responsibility":
        speaker = subject_speaker(parsed, cue, owned.head, floor)
        yield Attribution(cue, parsed.token_span(owned.head), speaker, owned.head)


def _telling(
    parsed: Parsed, verb: "Token", trigger: "Token", floor: Floor
) -> Iterator[Attribution]:
    """Yield the verb of speech that has the event noun itself as its object."""
    cue = cue_at(verb)
    if cue is not None and trigger.i != verb.i and trigger.dep_ in ("dobj", "nsubjpass"):
        speaker = subject_speaker(parsed, cue, verb, floor)
        yield Attribution(cue, parsed.token_span(verb), speaker, verb)


def _inserted(parsed: Parsed, verb: "Token", floor: Floor) -> Iterator[Attribution]:
    """Yield cues that hang below the clause: "…, the ministry said, …"."""
    for child in verb.children:
        if child.dep_ in ("parataxis", "ccomp", "dep", "advcl") and child.i > verb.i:
            cue = cue_at(child)
            if (
                cue is None
                or cue.pos == "noun"
                or children(child, "ccomp", "dobj", "xcomp")
            ):
                continue
            if (speaker := subject_speaker(parsed, cue, child, floor)) is not None:
                yield Attribution(cue, parsed.token_span(child), speaker, child)


def _final_tag(parsed: Parsed, floor: Floor) -> Attribution | None:
    """Return the cue that closes the sentence, wherever the parser hung it.

    "…damaged a hospital a monitoring group said" is parsed as if the group had said a
    hospital; a finite verb of speech after which only a time or a place follows is a tag.
    """
    doc = parsed.doc
    last = [t for t in doc if not t.is_punct]
    for token in reversed(last[-TAG_TAIL:]):
        cue = cue_at(token)
        if cue is None or cue.pos == "noun" or cue.act not in VOUCHING:
            continue
        if token.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or children(
            token, "ccomp", "dobj", "aux"
        ):
            return None
        own = [
            t
            for t in children(token, "nsubj")
            if t.i < token.i and t.lower_ not in ("that", "which", "who")
        ]
        speaker = (
            subject_speaker(parsed, cue, token, floor)
            if own
            else _name_before(parsed, token)
        )
        if speaker is not None and token.i > 3:
            return Attribution(cue, parsed.token_span(token), speaker, token)
        return None
    return None


def _name_before(parsed: Parsed, token: "Token") -> Speaker | None:
    """Return the party or person named directly before a verb of speech."""
    for back in (1, 2):
        if token.i - back < 0:
            return None
        before = parsed.doc[token.i - back]
        if any(m.role != "modifier" for m in parsed.actors(before)):
            return make_speaker(parsed, before, token.text)
        if not before.is_punct:
            return None
    return None


def _phrases(parsed: Parsed) -> Iterator[Attribution]:
    """Yield "according to X" and its kin, wherever they stand in the sentence."""
    words = [token.lower_ for token in parsed.doc]
    for name, cue in load_cues().prepositions.items():
        parts = name.split()
        if parts[0] not in words:
            continue
        for i in range(len(words) - len(parts)):
            if words[i : i + len(parts)] != parts:
                continue
            prep = parsed.doc[i + len(parts) - 1]
            noun = next(
                (t for t in prep.subtree if t.dep_ == "pobj" and t.i > prep.i), None
            )
            if noun is None:
                noun = next(
                    (
                        t
                        for t in parsed.doc[prep.i + 1 : prep.i + 8]
                        if t.pos_ in ("NOUN", "PROPN")
                    ),
                    None,
                )
            if noun is None or noun.i in parsed.times_by_token:
                continue
            head = _phrase_head(parsed, noun)
            if not _may_speak(parsed, head) or (name == "per" and not parsed.actors(head)):
                continue
            known = issuer(parsed, head, name) if is_noun_cue(head) else None
            speaker = known or make_speaker(parsed, head, name)
            yield Attribution(
                cue, parsed.span_of(parsed.doc[i : prep.i + 1]), speaker, prep
            )


def _may_speak(parsed: Parsed, noun: "Token") -> bool:
    """Return whether a noun can say something: a name, a person, a body, a statement."""
    if parsed.actors(noun) or noun.pos_ == "PROPN" or is_noun_cue(noun):
        return True
    if noun.lower_ in RESUMING or any(parsed.actors(t) for t in noun.subtree):
        return True
    return load_noun_types().get(noun.lower_) in ("person", "group")


def _phrase_head(parsed: Parsed, noun: "Token") -> "Token":
    """Return the head of a name that the parser cut up ("Observatory for Human Rights")."""
    return (
        noun
        if parsed.actors(noun) or noun.dep_ == "pobj"
        else noun.head
        if parsed.actors(noun.head)
        else noun
    )


def attributions(
    parsed: Parsed, verb: "Token", trigger: "Token", floor: Floor
) -> tuple[Attribution, ...]:
    """Return the cues over the clause that `verb` heads, nearest first."""
    found = [
        *_responsibility(parsed, trigger, floor),
        *_telling(parsed, verb, trigger, floor),
        *_inserted(parsed, verb, floor),
        *_climb(parsed, verb, floor),
    ]
    seen = {a.cue_span for a in found}
    tag = _final_tag(parsed, floor)
    if tag is not None and tag.cue_span not in seen and not _in_subtree(verb, tag.token):
        found.append(tag)
        seen.add(tag.cue_span)
    for phrase in _phrases(parsed):
        if phrase.cue_span not in seen:
            found.insert(0, phrase)
    return tuple(found)


def _in_subtree(verb: "Token", tag: "Token | None") -> bool:
    """Return whether the clause itself lies inside what the tag says elsewhere."""
    return tag is not None and tag.i == verb.i


def speakers(
    parsed: Parsed,
    found: tuple[Attribution, ...],
    floor: Floor,
    outlet_names: frozenset[str],
) -> tuple[Speaker, ...]:
    """Return the chain of speakers, the outlet's own name left out, nobody twice."""
    chain: dict[str, Speaker] = {}
    for attribution in found:
        speaker = attribution.speaker
        if speaker is None or attribution.cue.act not in VOUCHING:
            continue
        if _is_outlet(speaker, outlet_names):
            continue
        chain.setdefault(speaker.name.lower(), speaker)
    if (
        not chain
        and floor.quoted is not None
        and not _is_outlet(floor.quoted, outlet_names)
    ):
        chain[floor.quoted.name.lower()] = floor.quoted
    return tuple(chain.values())


def _is_outlet(speaker: Speaker, outlet_names: frozenset[str]) -> bool:
    return bool({speaker.name.casefold(), speaker.mention.casefold()} & outlet_names)


def note_floor(parsed: Parsed, floor: Floor) -> None:
    """Remember who spoke in this sentence, for "he added" and for a quotation that runs on.

    Called before the sentence's claims are made: a quotation that this sentence opens or
    closes is its speaker's.
    """
    speaker = sentence_speaker(parsed, floor)
    text = parsed.span.of(parsed.text)
    opens = text.count("“") + text.count('"') % 2 > text.count("”")
    if floor.quoted is not None and _leaves_quotation(parsed, text):
        floor.quoted = None
    starts_inside = floor.quoted is not None
    if speaker is not None:
        floor.last = speaker
        named = speaker.actor_id is not None and not speaker.actor_id.startswith("generic:")
        if speaker.role == "monitor" and named:
            floor.by_noun[MONITOR] = speaker
        for token in parsed.doc:
            if token.lower_ in RESUMING and _covers(parsed, speaker, token):
                floor.by_noun[token.lemma_.lower()] = speaker
        floor.by_noun.setdefault("statement", speaker)
        floor.by_noun["statement"] = speaker
    if starts_inside:
        closes = "”" in text or text.count('"') % 2 == 1
        floor.quoted = None if closes else floor.quoted
    elif opens:
        floor.quoted = speaker or floor.ahead


def _leaves_quotation(parsed: Parsed, sentence: str) -> bool:
    """Return whether a paragraph begins that does not open its quotation again.

    News opens a quotation anew with each paragraph; one that was never closed ends there.
    """
    start = parsed.span.start
    before = parsed.text[max(0, start - PARAGRAPH_GAP) : start]
    blank = before[len(before.rstrip()) :]
    return blank.count("\n") > 1 and not sentence.lstrip().startswith(('"', "“"))


def _covers(parsed: Parsed, speaker: Speaker, token: "Token") -> bool:
    return parsed.token_span(token).overlaps(speaker.span)


def sentence_speaker(parsed: Parsed, floor: Floor) -> Speaker | None:
    """Return who speaks in a sentence as a whole: its tag, else its first cue."""
    tag = _final_tag(parsed, floor)
    if tag is not None and tag.speaker is not None:
        return tag.speaker
    for token in parsed.doc:
        cue = cue_at(token)
        if cue is None or cue.pos == "noun" or cue.act not in VOUCHING - {"show"}:
            continue
        if not children(token, "ccomp", "xcomp", "parataxis", "dobj"):
            continue
        if (speaker := subject_speaker(parsed, cue, token, floor)) is not None:
            return speaker
    return next((a.speaker for a in _phrases(parsed) if a.speaker is not None), None)
