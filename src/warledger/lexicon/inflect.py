"""Inflected forms of an English lemma, so that triggers are found in raw text before any
parse.

Regular rules (Quirk et al. 1985, ch. 3 and 5) with the lexicon's own `forms` for what is
irregular. A form too many is harmless here: it is only looked up, never printed.
"""

VOWELS = "aeiou"
# Stressed on the last syllable, so their final consonant doubles (patrolled, transferring).
FINAL_STRESS = frozenset(
    {"admit", "commit", "compel", "control", "defer", "deter", "dispel", "enrol", "equip"}
    | {"expel", "extol", "incur", "occur", "omit", "patrol", "permit", "prefer", "propel"}
    | {"rebel", "refer", "regret", "repel", "submit", "transfer", "kidnap", "worship"}
)


def _doubles(word: str) -> bool:
    """Return whether a final consonant doubles before -ed and -ing ("stop", "gun", not
    "open").
    """
    if word in FINAL_STRESS:
        return True
    if len(word) < 3 or word[-1] in VOWELS + "wxy" or word[-2] not in VOWELS:
        return False
    return word[-3] not in VOWELS and sum(letter in VOWELS for letter in word) == 1


def _with_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def verb_forms(lemma: str) -> frozenset[str]:
    """Return the base, -s, -ed and -ing forms of a regular verb."""
    if lemma.endswith("ie"):
        return frozenset({lemma, lemma + "s", lemma + "d", lemma[:-2] + "ying"})
    if lemma.endswith("e"):
        stem, past = lemma[:-1], lemma + "d"
    elif lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        stem, past = lemma, lemma[:-1] + "ied"
    elif _doubles(lemma):
        stem, past = lemma + lemma[-1], lemma + lemma[-1] + "ed"
    else:
        stem, past = lemma, lemma + "ed"
    if lemma.endswith("l") and lemma[-2:-1] in VOWELS:
        # both spellings: "levelled" and "leveled", "duelling" and "dueling"
        both = {lemma + "led", lemma + "ling", lemma + "ed", lemma + "ing"}
        return frozenset({lemma, _with_s(lemma)} | both)
    present = lemma if lemma.endswith(("ee", "ye", "oe")) else stem
    third = lemma + "es" if lemma.endswith("o") else _with_s(lemma)
    return frozenset({lemma, third, past, present + "ing"})


def noun_forms(lemma: str) -> frozenset[str]:
    """Return the singular and the regular plural of a noun, spaced compounds included."""
    return frozenset({lemma, _with_s(lemma)})
