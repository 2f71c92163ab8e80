"""Which triggers of a sentence tell one event.

"Airstrikes killed 26 people and damaged a hospital" is one claim with three triggers;
"took a village and shelled another" is two claims. A result joins what brought it about:
its subject, the verb it depends on, the event it happened "in" or "by"; triggers of one
type that hang together join; a purpose ("moved in to retake the town") is no event of its
own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from warledger.extract.parsed import Parsed
from warledger.extract.syntax import (
    SUBJECTS,
    children,
    conjuncts,
    governor,
    is_passive,
    is_verbal,
    prepositional,
)
from warledger.extract.triggers import Node

if TYPE_CHECKING:
    from spacy.tokens import Token

# Prepositions that never lead from a result to its cause.
NO_CAUSE = frozenset(
    {"before", "against", "for", "towards", "toward", "until", "with", "despite"}
)
# Conjunctions that put two happenings side by side instead of making one of them the
# other's.
SIDE_BY_SIDE = frozenset({"while", "whereas", "although", "though", "but"})
# Conjunctions that tell what came first and what then, if each has its own subject.
IN_TURN = frozenset({"before", "after", "until"})
# Kinds that are one operation when coordinated under one subject ("entered and took").
ON_ITS_OWN = frozenset({"capture", "abduction", "sexual", "looting", "razing", "protest"})
ADVANCE = frozenset({"capture", "offensive"})
_UNDER = frozenset(
    {"advcl", "acl", "xcomp", "pcomp", "conj", "ccomp", "relcl", "dep", "prep"}
)


@dataclass(frozen=True)
class Group:
    """The triggers of one claim; `main` names the kind of event."""

    main: Node
    nodes: tuple[Node, ...]


def _verb(node: Node) -> "Token":
    return node.carrier if node.carrier is not None else node.token


def _own_subject(verb: "Token") -> bool:
    return bool(children(verb, *SUBJECTS))


def _marks(verb: "Token") -> frozenset[str]:
    return frozenset(child.lower_ for child in children(verb, "mark", "advmod", "cc"))


def _verb_above(token: "Token") -> "Token | None":
    """Return the verb a verb hangs on, across the noun that a participle was hung on."""
    head = token.head
    if head.i == token.i:
        return None
    return head if is_verbal(head) else governor(head)


def _hangs_on(low: Node, high: Node) -> bool:
    """Return whether one trigger's clause depends on the other's as its continuation."""
    verb, above = _verb(low), _verb(high)
    if not is_verbal(verb) or verb.i == above.i:
        return verb.i == above.i
    if verb.dep_ not in _UNDER:
        return False
    if verb.dep_ == "relcl" and verb.head.i != high.token.i:
        return any(child.lower_ in ("where", "when") for child in children(verb, "advmod"))
    if high.is_noun and high.carrier is None and verb.dep_ in ("acl", "relcl"):
        return _is_above(high.token, verb)
    if verb.head.i in (high.token.i, above.i):
        pass
    elif (up := _verb_above(verb)) is None or up.i != above.i:
        return False
    if "as" in _marks(verb) and _has_cause(high):
        return False  # "Strikes kill 22 as rockets are fired": each has its own cause
    is_phrase = verb.dep_ == "pcomp" and verb.head.lower_ in IN_TURN
    if is_phrase and is_passive(verb) and not is_passive(above):
        return False  # "killed two before being shot dead": the killers then suffered
    if _marks(verb) & SIDE_BY_SIDE:
        kinds = (low.trigger.kind, high.trigger.kind)
        return all(k.is_effect for k in kinds) and kinds[0].measure != kinds[1].measure
    if _marks(verb) & IN_TURN and _own_subject(verb):
        return low.trigger.kind.is_effect or high.trigger.kind.is_effect
    if verb.dep_ == "conj" and any(t.lower_ == "but" for t in children(above, "cc")):
        return False
    if verb.dep_ == "conj" and _own_subject(verb):
        return low.trigger.kind.is_effect and high.trigger.kind.is_effect
    return True


def _has_cause(node: Node) -> bool:
    """Return whether a verb of effect names what brought the effect about."""
    told = node.frame
    is_active = bool(told.subjects and told.objects) and not told.is_passive
    return node.trigger.kind.is_effect and is_active


def _is_above(noun: "Token", verb: "Token") -> bool:
    """Return whether a clause hangs on an event noun, or on a noun inside its phrase.

    "An attack with a bomb killed two" is parsed as a bomb that killed.
    """
    for token in verb.ancestors:
        if token.i == noun.i:
            return True
        if is_verbal(token):
            return False
    return False


def _is_argument(noun: Node, of: Node) -> bool:
    """Return whether an event noun is subject, or "in/by/after" phrase, of a trigger."""
    if not noun.is_noun:
        return False
    verb = _verb(of)
    arguments = [*of.frame.subjects, *of.frame.agents, *of.frame.objects]
    phrases = [t for prep, t in prepositional(verb) if prep not in NO_CAUSE]
    phrases += [t for prep, t in prepositional(of.token) if prep not in NO_CAUSE]
    return any(noun.token.i == t.i for t in (*arguments, *phrases)) or any(
        noun.token in conjuncts(t) for t in arguments
    )


def _are_linked(a: Node, b: Node) -> bool:
    return _hangs_on(a, b) or _hangs_on(b, a) or _is_argument(a, b) or _is_argument(b, a)


def _is_one(parsed: Parsed, a: Node, b: Node) -> bool:
    """Return whether two linked triggers tell one event."""
    kinds = (a.trigger.kind, b.trigger.kind)
    if _is_manner(parsed, a, b) or _is_manner(parsed, b, a):
        return True
    if kinds[0].sub_event_type == kinds[1].sub_event_type:
        return True
    if any(kind.is_effect for kind in kinds):
        effect, cause = (a, b) if kinds[0].is_effect else (b, a)
        other = cause.trigger.kind
        if other.kind_id in ON_ITS_OWN and not effect.is_noun:
            return _verb(effect).tag_ == "VBG" or _verb(effect).i == _verb(cause).i
        return (
            other.event_type != "Strategic developments" or other.kind_id == "displacement"
        )
    if {kinds[0].kind_id, kinds[1].kind_id} & ON_ITS_OWN:
        return _advances(a, b)
    vague = [kind for kind in kinds if kind.is_vague]
    return bool(vague) and all(k.event_type != "Strategic developments" for k in kinds)


def _is_manner(parsed: Parsed, low: Node, high: Node) -> bool:
    """Return whether a participle says how, or with what result, without a place."""
    verb = _verb(low)
    if (
        low.is_noun
        or verb.tag_ != "VBG"
        or verb.dep_ not in ("advcl", "acl")
        or not _hangs_on(low, high)
    ):
        return False
    if high.is_noun and high.carrier is None:
        return False
    return not any(parsed.places(token) for token in verb.subtree)


def _advances(a: Node, b: Node) -> bool:
    """Return whether one party's advance and capture are told in one breath."""
    low, high = (a, b) if a.token.i > b.token.i else (b, a)
    if (
        low.is_noun
        or high.is_noun
        or {a.trigger.kind.kind_id, b.trigger.kind.kind_id} != ADVANCE
    ):
        return False
    verb = _verb(low)
    return verb.dep_ == "conj" and not _own_subject(verb)


def _is_purpose(node: Node, nodes: Sequence[Node]) -> bool:
    """Return whether the trigger is what another was done for ("came to retake it")."""
    verb = _verb(node)
    if verb.dep_ not in ("advcl", "acl") or not any(
        child.tag_ == "TO" for child in children(verb, "aux")
    ):
        return False
    above = _verb_above(verb)
    heads = {verb.head.i} | ({above.i} if above is not None else set())
    return any(
        other is not node and {_verb(other).i, other.token.i} & heads for other in nodes
    )


def _rank(node: Node) -> tuple[int, int, int]:
    """Order triggers of one event: the particular before the vague, results last."""
    kind = node.trigger.kind
    if kind.kind_id == "capture":
        return (-1, int(node.is_noun), node.token.i)  # "entered and took X" is a capture
    return (
        2 if kind.is_effect else 1 if kind.is_vague else 0,
        int(node.is_noun),
        node.token.i,
    )


def group_nodes(parsed: Parsed, nodes: Sequence[Node]) -> tuple[Group, ...]:
    """Return the sentence's events, each with its triggers, in text order of the first."""
    kept = [node for node in nodes if not _is_purpose(node, nodes)]
    label = list(range(len(kept)))

    def root(i: int) -> int:
        while label[i] != i:
            i = label[i]
        return i

    for i, low in enumerate(kept):
        for j in range(i):
            if (
                root(i) != root(j)
                and _are_linked(low, kept[j])
                and _is_one(parsed, low, kept[j])
            ):
                label[root(i)] = root(j)
    groups: dict[int, list[Node]] = {}
    for i, node in enumerate(kept):
        groups.setdefault(root(i), []).append(node)
    return tuple(
        Group(min(members, key=_rank), tuple(members)) for members in groups.values()
    )


def clause_tokens(group: Group, others: Sequence[Group]) -> "tuple[Token, ...]":
    """Return the tokens of the group's clauses, other claims' clauses left out."""
    heads = {(n.carrier if n.carrier is not None else n.token).i for n in group.nodes}
    heads |= {node.token.i for node in group.nodes}
    barred = {
        (n.carrier if n.carrier is not None else n.token).i for g in others for n in g.nodes
    } | {n.token.i for g in others for n in g.nodes}
    found: dict[int, Token] = {}

    def walk(token: "Token") -> None:
        found[token.i] = token
        for child in token.children:
            if child.i not in barred or child.i in heads:
                walk(child)

    for node in group.nodes:
        walk(node.carrier if node.carrier is not None else node.token)
        walk(node.token)
        if node.token.dep_ == "amod":  # a finite verb hung before its own object
            for token in node.frame.objects:
                walk(token)
    return tuple(found[i] for i in sorted(found))
