"""Explain whom a name can mean: every bearer, what matched, its side and source, and why.

Method: the name is looked up as a report's words are, by folded keys, and every party that
bears it is listed. Then it is read in a sentence that says nothing else, as of a story
about the country asked for, to see which of them the extractor takes and why. What it
makes by pattern ("Kenyan police") or by form ("the Free Ford Brigade") is listed as such.

The day asked for marks who existed and which alliances held; the extractor itself does not
look at years.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date

from warledger.errors import QueryError
from warledger.extract.actors import find_actors
from warledger.extract.actors_table import Kind, Phrase, compile_table, match
from warledger.lexicon.actors import Actor, ActorLexicon, Alignment, load_actors, name_key
from warledger.lexicon.countries import Country, Leader, load_countries
from warledger.lexicon.names import name_words
from warledger.lexicon.outlets import Outlet
from warledger.model import ActorMention

INTER = {
    1: "state forces",
    2: "rebel group",
    3: "political militia",
    4: "identity militia",
    5: "rioters",
    6: "protesters",
    7: "civilians",
    8: "external or other forces",
}
MOST = 12
NEAREST = 5
# Below this likeness of rapidfuzz (0 to 100) a name is another name.
LEAST_LIKENESS = 65
# Says nothing of a war, and keeps a name in capitals from making a line of capitals.
_CARRIER = ("In the morning, and then ", " came by, and after a while went on as before.")
_ELSEWHERE = "in a story about"
_MADE = {
    "force": "pattern: a country's name or demonym and a noun for its forces",
    "country": "the name of a country",
    "people": "the name of a people",
    "generic": "a noun that names nobody",
    "group": "its form: it ends or begins as names of armed groups do",
    "person": "a person's name",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """A side that it fights beside; `is_so` on the day asked for, None for no day."""

    side: str
    years: str
    source: str
    is_so: bool | None


@dataclass(frozen=True, slots=True)
class Meaning:
    """One party that the name can mean.

    `how` says what matched, `matched` is the lexicon's own spelling. `is_taken` marks the
    one that the extractor takes, `is_active` whether its years hold the day asked for
    (None: no day asked for, or years not known). `lineage` are its parents, nearest first.
    """

    actor_id: str
    name: str
    how: str
    matched: str | None = None
    is_taken: bool = False
    kind: str | None = None
    inter: int | None = None
    inter_means: str | None = None
    side: str | None = None
    beside: tuple[Beside, ...] = ()
    lineage: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    years: str | None = None
    is_active: bool | None = None
    source: str | None = None
    where: str | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was asked, the meanings (the one taken first), and names spelt alike."""

    name: str
    country: str | None
    on: date | None
    meanings: tuple[Meaning, ...]
    nearest: tuple[str, ...] = ()
    left_off: int = 0


def explain(
    name: str,
    *,
    country: str | None = None,
    on: date | None = None,
    lexicon: ActorLexicon | None = None,
) -> Explanation:
    """Return whom `name` can mean in a story about `country` (ISO 3166, two letters).

    Raises QueryError for a name without letters or a country that is not known. Where
    nobody bears the name, `meanings` is empty and `nearest` has the names spelt alike.
    """
    lexicon = lexicon or load_actors()
    name = " ".join(name.split())
    if not name_words(name):
        raise QueryError(f"{name!r}: no name; expected letters or digits")
    if country is not None and country not in load_countries():
        raise QueryError(
            f"{country!r}: no country; expected an ISO 3166 code of two letters, as SY"
        )
    taken = _read(name, country, lexicon)
    meanings = {m.actor_id: m for m in _bearers(name, lexicon, on)}
    for mention in taken:
        meanings[mention.actor_id] = _taken(
            mention, meanings.get(mention.actor_id), lexicon, on
        )
        for other in mention.candidates:
            meanings.setdefault(other, _of_id(other, "what it could be too", lexicon, on))
        for body in _bodies(mention, country, lexicon):
            land = ", ".join(lexicon.actors[body].countries)
            how = f"{_ELSEWHERE} {land or 'its people'}"
            meanings.setdefault(body, _of_id(body, how, lexicon, on))
    ordered = sorted(meanings.values(), key=lambda m: not m.is_taken)
    is_named = any(not m.actor_id.startswith(("group:", "generic:")) for m in ordered)
    return Explanation(
        name=name,
        country=country,
        on=on,
        meanings=tuple(ordered[:MOST]),
        nearest=() if is_named else nearest(name, lexicon),
        left_off=max(0, len(ordered) - MOST),
    )


def _read(name: str, country: str | None, lexicon: ActorLexicon) -> list[ActorMention]:
    """Return what the extractor makes of the name, alone or else behind "the"."""
    for article in ("", "the "):
        text = f"{_CARRIER[0]}{article}{name}{_CARRIER[1]}"
        start = len(_CARRIER[0])
        end = start + len(article) + len(name)
        found = [
            mention
            for mention in find_actors(text, country=country, lexicon=lexicon)
            if mention.span.start < end and mention.span.end > start
        ]
        if found:
            # The last is the head: "SAA's Tiger Forces" are the Tiger Forces.
            return [m for m in found if m.role != "modifier"] or found[-1:]
    return []


def _bearers(name: str, lexicon: ActorLexicon, on: date | None) -> Iterator[Meaning]:
    """Yield every party, country and leader of the lexicon that bears just this name."""
    table = compile_table(lexicon)
    words = name_words(name)
    for phrase in match(table.names, words, 0, by_key=True):
        if len(phrase.words) != len(words):
            continue
        for ref in phrase.ref if isinstance(phrase.ref, tuple) else (phrase.ref,):
            if isinstance(ref, Actor | Outlet):
                meaning = _party(ref, name, lexicon, on)
            elif isinstance(ref, Country | Leader):
                meaning = _land(ref, phrase)
            else:
                continue
            yield replace(meaning, reasons=_case_rules(phrase))


def _case_rules(phrase: Phrase) -> tuple[str, ...]:
    rules = []
    if phrase.is_strict:
        rules.append("only in capitals")
    elif phrase.is_capital and phrase.words[0].isascii():
        rules.append("only with a capital")
    if phrase.is_common and phrase.kind is Kind.NAME:
        rules.append(
            "common words or a common abbreviation: only in stories of its country"
        )
    if phrase.needs_article:
        rules.append("only with its article (al-)")
    return tuple(rules)


def _party(
    party: Actor | Outlet, name: str, lexicon: ActorLexicon, on: date | None
) -> Meaning:
    key = name_key(name)
    matched = next((n for n in party.names if name_key(n) == key), party.name)
    if isinstance(party, Outlet):
        return Meaning(
            actor_id=f"outlet:{party.outlet_id}",
            name=party.name,
            how=_how(matched, party.name, is_wording=False),
            matched=matched,
            kind=f"{party.kind}; {party.affiliation or 'independent'}",
            side=party.side,
            countries=(party.country,) if party.country else (),
            source=party.source,
            where=party.where,
        )
    how = _how(matched, party.name, is_wording=matched in party.wording)
    return replace(_of_actor(party, how, lexicon, on), matched=matched)


def _how(matched: str, canonical: str, *, is_wording: bool) -> str:
    if is_wording:
        return "a wording of some outlets"
    if matched == canonical:
        return "its name"
    letters = [c for c in matched if c.isalpha()]
    if letters and not any("LATIN" in _script(c) for c in letters):
        return "its name in another script"
    return "an abbreviation" if matched.isupper() and " " not in matched else "an alias"


def _script(character: str) -> str:
    import unicodedata

    return unicodedata.name(character, "")


def _of_actor(actor: Actor, how: str, lexicon: ActorLexicon, on: date | None) -> Meaning:
    side = lexicon.sides.get(actor.side or "")
    return Meaning(
        actor_id=actor.actor_id,
        name=actor.name,
        how=how,
        kind=actor.kind,
        inter=actor.inter,
        inter_means=INTER[actor.inter],
        side=actor.side,
        beside=_beside((*actor.aligned, *(side.aligned if side else ())), on),
        lineage=tuple(
            f"{lexicon.actors[parent].name} [{parent}]"
            for parent in lexicon.lineage(actor.actor_id)
        ),
        countries=actor.countries,
        years=actor.years,
        is_active=_holds(actor.years, on),
        source=actor.source,
        where=actor.where,
    )


def _beside(alignments: Iterable[Alignment], on: date | None) -> tuple[Beside, ...]:
    return tuple(Beside(a.side, a.years, a.source, _holds(a.years, on)) for a in alignments)


def _holds(years: str | None, on: date | None) -> bool | None:
    """Return whether the day lies in "first-last", None where nothing says so."""
    if years is None or on is None:
        return None
    first, _, last = years.partition("-")
    return (not first or int(first) <= on.year) and (not last or on.year <= int(last))


def _land(ref: Country | Leader, phrase: Phrase) -> Meaning:
    if isinstance(ref, Leader):
        slug = ref.name.lower().replace(" ", "-")
        return Meaning(
            f"person:{slug}", ref.name, "the name of a head of state or government",
            kind="leader", countries=(ref.country,), years=ref.years,
            where="countries.toml",
        )  # fmt: skip
    sort = "country" if ref.code.isupper() else "people"
    how = "a demonym" if phrase.kind is not Kind.COUNTRY else f"the name of a {sort}"
    return Meaning(
        f"{sort}:{ref.code.lower()}", ref.name, how, kind=sort,
        countries=(ref.home,) if ref.home else (), where="countries.toml",
        reasons=("a party only where it acts, or with a noun behind it",),
    )  # fmt: skip


def _taken(
    mention: ActorMention, known: Meaning | None, lexicon: ActorLexicon, on: date | None
) -> Meaning:
    """Return what the extractor takes, with its reason; what it knows beyond the name."""
    how = "a country, or the story's, and a noun that it answers to"
    meaning = known or _of_id(mention.actor_id, how, lexicon, on)
    inter = meaning.inter or mention.inter
    reasons = (*((mention.reason,) if mention.reason else ()), *meaning.reasons)
    return replace(
        meaning,
        name=mention.name,
        is_taken=True,
        inter=inter,
        inter_means=INTER.get(inter or 0),
        side=meaning.side or mention.side,
        countries=meaning.countries or ((mention.country,) if mention.country else ()),
        reasons=reasons,
    )


def _of_id(actor_id: str, how: str, lexicon: ActorLexicon, on: date | None) -> Meaning:
    actor = lexicon.actors.get(actor_id)
    if actor is not None:
        return _of_actor(actor, how, lexicon, on)
    outlet = lexicon.outlets.get(actor_id.removeprefix("outlet:"))
    if outlet is not None:
        return replace(_party(outlet, outlet.name, lexicon, on), how=how)
    sort = actor_id.partition(":")[0]
    return Meaning(actor_id, actor_id.rpartition(":")[2], _MADE.get(sort, how))


def _bodies(
    mention: ActorMention, country: str | None, lexicon: ActorLexicon
) -> tuple[str, ...]:
    """Return the bodies that a bare noun ("the army") means in stories of their country."""
    sort, _, kind = mention.actor_id.partition(":")
    if sort != "generic" or country is not None:
        return ()
    found = (a for force, a in lexicon.forces.items() if force.endswith(f":{kind}"))
    return tuple(sorted(set(found)))


def nearest(name: str, lexicon: ActorLexicon) -> tuple[str, ...]:
    """Return the names of the lexicon that are spelt most alike, best first."""
    from rapidfuzz import fuzz, process

    parties: list[Actor | Outlet] = [*lexicon.actors.values(), *lexicon.outlets.values()]
    spelt = sorted({name for party in parties for name in party.names})
    folded = [" ".join(name_key(one)) for one in spelt]
    scorer = fuzz.ratio
    asked = " ".join(name_key(name))
    found = process.extract(
        asked, folded, scorer=scorer, limit=None, score_cutoff=LEAST_LIKENESS
    )
    best = sorted(found, key=lambda hit: (-hit[1], spelt[hit[2]]))
    return tuple(spelt[hit[2]] for hit in best[:NEAREST])


def json_lines(explanation: Explanation) -> Iterator[str]:
    """Yield each meaning as a line of JSON, the one taken first."""
    for meaning in explanation.meanings:
        yield json.dumps(asdict(meaning), ensure_ascii=False)


def table_lines(explanation: Explanation) -> Iterator[str]:
    """Yield what was asked, then for each meaning who it is and why."""
    on = explanation.on.isoformat() if explanation.on else "-"
    yield f"asked: {explanation.name}; story about: {explanation.country or '-'}; on: {on}"
    for number, meaning in enumerate(explanation.meanings, start=1):
        head = f"{number:2}. {meaning.name} [{meaning.actor_id}]"
        if meaning.how.startswith(_ELSEWHERE):
            yield f"{head} ({meaning.how})"
            continue
        yield f"{head} ({'taken' if meaning.is_taken else 'possible'})"
        for line in _lines(meaning, explanation.on):
            yield f"      {line}"
    if explanation.left_off:
        yield f"and {explanation.left_off} more; say what the story is about with --country"
    if explanation.nearest:
        yield f"spelt alike: {', '.join(explanation.nearest)}"


def _lines(meaning: Meaning, on: date | None) -> Iterator[str]:
    spelt = f": {meaning.matched}" if meaning.matched else ""
    yield f"matched by {meaning.how}{spelt}"
    if meaning.reasons:
        yield f"because: {'; '.join(meaning.reasons)}"
    what = [meaning.kind] if meaning.kind else []
    if meaning.inter is not None:
        what.append(f"ACLED class {meaning.inter}, {meaning.inter_means}")
    what.append(f"side: {meaning.side or 'none that a source gives'}")
    if meaning.countries:
        what.append(f"country: {', '.join(meaning.countries)}")
    yield "; ".join(what)
    if meaning.lineage:
        yield f"part of: {' > '.join(meaning.lineage)}"
    for ally in meaning.beside:
        yield f"beside {ally.side} {ally.years}{_then(ally.is_so, on)} ({ally.source})"
    if meaning.years:
        yield f"years: {meaning.years}{_then(meaning.is_active, on)}"
    if meaning.source or meaning.where:
        yield f"source: {meaning.source or '-'} ({meaning.where})"


def _then(is_so: bool | None, on: date | None) -> str:
    if is_so is None or on is None:
        return ""
    return f", in {on.year}: {'yes' if is_so else 'no'}"
