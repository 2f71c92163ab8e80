"""Parts of speech and lemmas, remembered instead of worked out for every token anew.

spaCy's `attribute_ruler` and `lemmatizer` take a third of its parse, though what they say
of a token follows from its word, its tag and its dependency, but for some pairs of words
("gon na", "there is"). Here the two are asked once for each such combination, on a `Doc` of
that one token, and the answer is kept. A sentence in which a pair may stand is left to them
whole, and so is any model whose rules look at more than this. So the outcome is
theirs, token for token (tests/extract/test_word_forms.py compares them); morphology, which
nothing here reads, is not set.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self, cast

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler, Lemmatizer
    from spacy.tokens import Doc
    from thinc.types import Ints2d

RULER, LEMMATIZER = "attribute_ruler", "lemmatizer"
# What a rule may look at, all of it given by a token's word, tag and dependency.
LOCAL = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
# Words of a language are without end; the frequent ones are met again soon.
MOST_REMEMBERED = 200_000

_Spec = Mapping[str, object]
_Form = tuple[int, int]  # part of speech and lemma, as numbers of the vocabulary


@dataclass(frozen=True, slots=True)
class _Rules:
    """By which words and dependencies a sentence shows that a rule for pairs may apply."""

    pair_words: frozenset[str]
    pair_deps: frozenset[str]

    @classmethod
    def of(cls, patterns: Iterable[Mapping[str, object]]) -> "Self | None":
        """Return what the ruler's patterns ask of pairs; None if they ask for more."""
        words: set[str] = set()
        deps: set[str] = set()
        for pattern in _token_patterns(patterns):
            if any(not LOCAL.issuperset(spec) for spec in pattern):
                return None
            if len(pattern) == 1:
                continue
            shown = next((s for s in pattern if _listed(s, "LOWER")), None)
            if shown is not None:
                words.update(_listed(shown, "LOWER"))
            elif found := [dep for spec in pattern for dep in _listed(spec, "DEP")]:
                deps.update(found)
            else:
                return None
        return cls(frozenset(words), frozenset(deps))


def _token_patterns(patterns: Iterable[Mapping[str, object]]) -> Iterator[list[_Spec]]:
    for pattern in patterns:
        yield from cast(list[list[_Spec]], pattern["patterns"])


def _listed(spec: _Spec, attribute: str) -> Sequence[str]:
    """Return the values that a token must have one of; empty if it is told otherwise."""
    asked = spec.get(attribute)
    if isinstance(asked, str):
        return [asked]
    if isinstance(asked, Mapping) and set(asked) == {"IN"}:
        return cast(Sequence[str], asked["IN"])
    return ()


def _ruler(nlp: "Language") -> "AttributeRuler":
    return cast("AttributeRuler", nlp.get_pipe(RULER))


class WordForms:
    """Gives parsed sentences their parts of speech and lemmas, as the model would."""

    def __init__(self, nlp: "Language", rules: "_Rules") -> None:
        self._vocab = nlp.vocab
        self._ruler = _ruler(nlp)
        self._lemmatizer = cast("Lemmatizer", nlp.get_pipe(LEMMATIZER))
        self._rules = rules
        # None stands for what is to be left to the model's own components.
        self._known: dict[tuple[int, int, int], _Form | None] = {}
        self._paired: dict[int, bool] = {}
        self._pair_deps = frozenset(nlp.vocab.strings.add(dep) for dep in rules.pair_deps)

    @classmethod
    def taken_over(cls, nlp: "Language") -> "Self | None":
        """Return a memory in place of the model's last two components, now switched off.

        None if the model does not end in them, or if their rules look at more than one
        token's word, tag and dependency; the model is then left as it is.
        """
        if nlp.pipe_names[-2:] != [RULER, LEMMATIZER]:
            return None
        rules = _Rules.of(_ruler(nlp).patterns)
        if rules is None:
            return None
        nlp.disable_pipe(RULER)
        nlp.disable_pipe(LEMMATIZER)
        return cls(nlp, rules)

    def __call__(self, doc: "Doc") -> "Doc":
        """Return the parsed document with parts of speech and lemmas set in it."""
        forms: list[_Form] = []
        for orth, tag, dep in doc.to_array(["ORTH", "TAG", "DEP"]).tolist():
            form = None if self._may_pair(orth, dep) else self._form(orth, tag, dep)
            if form is None:
                return self._asked(doc)
            forms.append(form)
        if forms:
            rows = np.array(forms, dtype=np.uint64)
            doc.from_array(["POS", "LEMMA"], cast("Ints2d", rows))
        return doc

    def _asked(self, doc: "Doc") -> "Doc":
        return self._lemmatizer(self._ruler(doc))

    def _may_pair(self, orth: int, dep: int) -> bool:
        if dep in self._pair_deps:
            return True
        if (known := self._paired.get(orth)) is None:
            self._forget_if_full(self._paired)
            word = self._vocab.strings[orth].lower()
            known = self._paired[orth] = word in self._rules.pair_words
        return known

    def _form(self, orth: int, tag: int, dep: int) -> _Form | None:
        key = (orth, tag, dep)
        try:
            return self._known[key]
        except KeyError:
            self._forget_if_full(self._known)
            form = self._known[key] = self._ask(orth, tag, dep)
            return form

    def _ask(self, orth: int, tag: int, dep: int) -> _Form | None:
        from spacy.tokens import Doc

        doc = Doc(self._vocab, words=[self._vocab.strings[orth]], spaces=[False])
        token = doc[0]
        token.tag, token.dep = tag, dep
        self._asked(doc)
        if (token.tag, token.dep) != (tag, dep):
            return None
        return token.pos, token.lemma

    def _forget_if_full(self, memory: dict) -> None:  # type: ignore[type-arg]
        if len(memory) >= MOST_REMEMBERED:
            memory.clear()
            self._lemmatizer.cache.clear()
