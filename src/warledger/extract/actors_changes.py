"""Say what a user's lexicon files change: what they add, override and extend.

Method: the lexicon without a file is compared with the lexicon with it, so that what is
said is what a run would use. The example of each entry, where it has one, is read; an
example in which its own party is not found shows a name that reports' words do not meet
(an abbreviation too common, a name without a capital).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from warledger.extract.actors import find_actors
from warledger.lexicon.actors import Actor, ActorLexicon, Side, load_actors
from warledger.lexicon.outlets import Outlet
from warledger.lexicon.user import UserLexicon, user_lexicons

# What an entry says of itself, not of the party.
_ASIDE = frozenset(("where", "example"))
_EXTENDED = frozenset(("aliases", "wording", "shared", "source"))
Entry = Actor | Outlet | Side


@dataclass(frozen=True, slots=True)
class Change:
    """One entry that a file adds, overrides or extends.

    `details` says field by field what is otherwise than before; `is_missed` that the
    entry's own example does not name it.
    """

    file: str
    act: str
    what: str
    entry_id: str
    name: str
    details: tuple[str, ...] = ()
    is_missed: bool = False


def changes(files: Sequence[Path | UserLexicon]) -> tuple[Change, ...]:
    """Return what each file changes after those before it, in the order of kinds and ids.

    Raises ResourceError, as a run would, where a file is wrong.
    """
    texts = user_lexicons(files)
    found: list[Change] = []
    for number, file in enumerate(texts, start=1):
        before, after = load_actors(texts[: number - 1]), load_actors(texts[:number])
        found += _of_file(file.name, before, after)
    return tuple(found)


def _of_file(file: str, before: ActorLexicon, after: ActorLexicon) -> Iterator[Change]:
    for side in sorted(after.sides):
        yield from _change(file, "side", side, before.sides.get(side), after.sides[side])
    for actor_id in sorted(after.actors):
        old, new = before.actors.get(actor_id), after.actors[actor_id]
        missed = old != new and not _is_found(new.example, actor_id, after)
        yield from _change(file, "actor", actor_id, old, new, is_missed=missed)
    for outlet_id in sorted(after.outlets):
        was, now = before.outlets.get(outlet_id), after.outlets[outlet_id]
        missed = was != now and not _is_found(now.example, f"outlet:{outlet_id}", after)
        yield from _change(file, "outlet", outlet_id, was, now, is_missed=missed)
    for force in sorted(after.forces):
        earlier, later = before.forces.get(force), after.forces[force]
        if earlier is not None and earlier != later:
            detail = f"answered by {later} instead of {earlier}"
            yield Change(file, "overrides", "force", force, force, (detail,))


def _change(
    file: str,
    what: str,
    entry_id: str,
    old: Entry | None,
    new: Entry,
    *,
    is_missed: bool = False,
) -> Iterator[Change]:
    if old == new:
        return
    if old is None:
        details = tuple(_described(new))
        yield Change(file, "adds", what, entry_id, new.name, details, is_missed)
        return
    details = tuple(_differences(old, new))
    changed = {detail.partition(":")[0] for detail in details}
    act = "extends" if old.where == new.where and changed <= _EXTENDED else "overrides"
    yield Change(file, act, what, entry_id, new.name, details, is_missed)


def _described(entry: Entry) -> Iterator[str]:
    if isinstance(entry, Side):
        allies = ", ".join(f"{ally.side} ({ally.years})" for ally in entry.aligned)
        yield f"beside: {allies or 'nobody'}"
        return
    yield f"names: {'; '.join(entry.names)}"
    yield f"side: {entry.side or 'none'}"


def _differences(old: Entry, new: Entry) -> Iterator[str]:
    for field in fields(new):
        if field.name in _ASIDE:
            continue
        was, now = getattr(old, field.name), getattr(new, field.name)
        if isinstance(was, tuple) and now[: len(was)] == was != now:
            yield f"{field.name}: + {_plain(now[len(was) :])}"
        elif was != now:
            yield f"{field.name}: {_plain(was)} -> {_plain(now)}"


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(str(getattr(one, "side", one)) for one in value) or "none"
    return "none" if value is None else str(value)


def _is_found(example: str, party_id: str, lexicon: ActorLexicon) -> bool:
    """Return whether an example, if there is one, names its party."""
    if not example:
        return True
    mentions = find_actors(example, lexicon=lexicon)
    return any(party_id in (m.actor_id, *m.candidates) for m in mentions)


def lines(found: Sequence[Change]) -> Iterator[str]:
    """Yield a line a change with its details below, then how many of each."""
    for change in found:
        yield f"{change.file}: {change.act} {change.what} {change.entry_id}: {change.name}"
        for detail in change.details:
            yield f"    {detail}"
        if change.is_missed:
            yield "    its example does not name it"
    acts = [change.act for change in found]
    words = (("adds", "added"), ("extends", "extended"), ("overrides", "overridden"))
    yield ", ".join(f"{acts.count(act)} {done}" for act, done in words)
