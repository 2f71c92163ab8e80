"""Fold spellings of place names so that romanisations of one name meet.

Three forms of a name. The *plain key* forgets case, accents, apostrophes and hyphens. The
*fold keys* keep only classes of consonants, without articles and vowels: whatever a
romanisation does to a name, these mostly stay. The *sound* keeps the vowels in a coarse
form and ranks what the fold keys bring together. What counts as one class is data
(`lexicon/en/places_folds.toml`).

Knowingly missed: names translated rather than transcribed, and letters misread in print.
"""

import re
import unicodedata
from functools import cache, lru_cache

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

from warledger.lexicon.places import Folds, load_folds

_SPECIAL = str.maketrans(
    {
        "ı": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ß": "ss",
        "æ": "ae", "Æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "a", "Ə": "a", "ħ": "h",
    }
)  # fmt: skip
_DROPPED = "'’‘`´ʻʼʿʾʹʺ′″\"“”.ʽ"
_TO_SPACE = re.compile(r"[\W_]+")
_DROP = str.maketrans("", "", _DROPPED)
_MAX_KEYS = 4


@lru_cache(maxsize=65_536)
def plain_key(name: str) -> str:
    """Return the name without case, accents, apostrophes, full stops; hyphens become
    spaces.
    """
    if not name.isascii():
        folded = unicodedata.normalize("NFKD", name).casefold().translate(_SPECIAL)
        decomposed = unicodedata.normalize("NFKD", folded)
        name = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _TO_SPACE.sub(" ", name.translate(_DROP).casefold()).strip()


@lru_cache(maxsize=16_384)
def is_latin(name: str) -> bool:
    """Return whether every letter of the name is a Latin letter."""
    return name.isascii() or not any(
        c > "ɏ" and c.isalpha() and not "Ḁ" <= c <= "ỿ" and not "ʰ" <= c <= "˿"
        for c in name
    )


@cache
def _groups() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    folds = load_folds()
    table = {fold.source: (fold.target, *fold.also) for fold in folds.folds}
    longest = sorted(table, key=len, reverse=True)
    return re.compile("|".join(longest)), table


def _skeletons(word: str, folds: Folds) -> tuple[str, ...]:
    """Return the consonant classes of one word, in every way its groups may be written."""
    word = folds.words.get(word, word)
    if len(word) > 3 and word.endswith(("ah", "eh", "at", "et")):
        word = word[:-1]
    pattern, table = _groups()
    outs, last = [""], 0
    for match in pattern.finditer(word):
        between = word[last : match.start()]
        options = table[match.group()]
        outs = [out + between + option for out in outs for option in options][:_MAX_KEYS]
        last = match.end()
    return tuple(dict.fromkeys(_squeeze(out + word[last:], folds.vowels) for out in outs))


def _squeeze(word: str, vowels: str) -> str:
    """Drop doubled letters, then vowels; an initial consonantal w stays."""
    single = "".join(c for i, c in enumerate(word) if i == 0 or c != word[i - 1])
    if single.startswith("ou") and single[2:3] in ("a", "e", "i"):
        single = "w" + single[2:]
    first = "w" if single.startswith("w") else ""
    return first + "".join(c for c in single if c not in vowels)


@lru_cache(maxsize=65_536)
def _word_keys(word: str) -> tuple[str, ...]:
    return _skeletons(word, load_folds())


@cache
def _letters(country: str) -> tuple[re.Pattern[str], dict[str, str]]:
    pairs = load_folds().letters[country]
    table = {unicodedata.normalize("NFKD", letter): to for letter, to in pairs.items()}
    return re.compile("|".join(sorted(table, key=len, reverse=True))), table


def _spell_out(name: str, country: str) -> str:
    """Write a country's own letters as English would ("Çukurca" as "Chukurja")."""
    pattern, table = _letters(country)
    lowered = unicodedata.normalize("NFKD", name.casefold())
    return pattern.sub(lambda match: table[match.group()], lowered)


_ARABIC = re.compile("[\u0621-\u06ff]+")


def _bare_arabic(match: re.Match[str]) -> str:
    """Take the article and the silent feminine ending off an Arabic word."""
    word = match.group()
    if word.startswith("ال") and len(word) > 4:
        word = word[2:]
    return word[:-1] if word[-1] in "ةه" and len(word) > 3 else word


def _words(name: str, country: str | None) -> list[str]:
    """Return the words that count: articles and connectives are left out."""
    folds = load_folds()
    if not name.isascii():
        if country is not None and country in folds.letters:
            name = _spell_out(name, country)
        name = _spell_out(name, "*")
        if not is_latin(name):
            name = anyascii(_ARABIC.sub(_bare_arabic, name)).replace("`", "a")  # ayn
    words = plain_key(name).split()
    kept = [w for w in words if w not in folds.articles and w not in folds.links]
    if len(kept) > 1:  # "Upper X" and "X Fawqani" are one name
        last = [folds.qualifiers[w] for w in kept if w in folds.qualifiers]
        if last and len(last) < len(kept):
            kept = [w for w in kept if w not in folds.qualifiers] + last
    return kept or words


def _joined(left: str, right: str) -> str:
    """Join the keys of two words; a letter doubled over the gap is one ("Kafr Rum")."""
    return left + (right[1:] if left and left[-1:] == right[:1] else right)


def fold_keys(name: str, *, country: str | None = None) -> tuple[str, ...]:
    """Return the fold keys of a name, the likeliest first; at least one.

    `country` (ISO code) is given where it is known: Turkish "c" is not Arabic "c".
    """
    outs = [""]
    for word in _words(name, country):
        outs = [_joined(out, key) for out in outs for key in _word_keys(word)][:_MAX_KEYS]
    found = tuple(dict.fromkeys(out for out in outs if out))
    return found or ("~" + sound(name),)


def query_keys(name: str) -> tuple[str, ...]:
    """Return the fold keys to ask with, also with articles inside words taken off."""
    keys = fold_keys(name)
    words = plain_key(name).split()
    bare = [w[2:] if w[:2] in ("al", "el") and len(w) > 4 else w for w in words]
    return keys if bare == words else tuple(dict.fromkeys(fold_keys(" ".join(bare)) + keys))


def near_keys(key: str) -> tuple[str, ...]:
    """Return a fold key with one consonant left out; none for keys that say little."""
    if len(key) < 4 or key.startswith("~"):
        return ()
    return tuple(dict.fromkeys(key[:at] + key[at + 1 :] for at in range(1, len(key))))


_SOUNDS = (
    (re.compile(r"tch|sch|sh|ch"), "c"),
    (re.compile(r"dzh|zh|dj|j"), "g"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"dh"), "d"),
    (re.compile(r"th"), "t"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"qu?|ck"), "k"),
    (re.compile(r"mb"), "nb"),
    (re.compile(r"ou|oo|uw|w|o"), "u"),
    (re.compile(r"ay|ai|ei|ey|ee|y|e"), "i"),
    (re.compile(r"(?:ah|at|eh|et|a|e|i)\b"), "a"),
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=65_536)
def sound(name: str) -> str:
    """Return a coarse spelling with vowels, for measuring how near two names are."""
    out = " ".join(_words(name, None))
    for pattern, to in _SOUNDS:
        out = pattern.sub(to, out)
    return out.replace(" ", "")


_ATTACHED = re.compile(r"\b[AEae]l(?=\w{3})")
_LONG_VOWELS = (
    (re.compile(r"[aeiou]h?\b|\Be(?:t|h)\b"), ""),
    (re.compile(r"ou|oo|aw|au|o|u"), "w"),
    (re.compile(r"ei|ai|ay|ey|ee|i"), "y"),
    (re.compile(r"e"), ""),
)


@lru_cache(maxsize=65_536)
def _written_vowels(name: str) -> str:
    """Return the name's consonant classes with those vowels that Arabic script writes.

    "Khyara" and its Arabic spelling both give "hyar".
    """
    words = _words(name, None)
    if is_latin(name):
        for pattern, to in _LONG_VOWELS:
            words = [pattern.sub(to, word) for word in words]
    out = "".join(words)
    for pattern, to in _SOUNDS[:9]:
        out = pattern.sub(to, out)
    return re.sub(r"(.)\1+", r"\1", out)


# A name is asked for with all its candidates at once, and candidates come again.
@lru_cache(maxsize=1024)
def _detached(name: str) -> str:
    return _ATTACHED.sub("", name)


@lru_cache(maxsize=16_384)
def _run_together(name: str) -> str:
    return "".join(_words(name, None))


def likeness(left: str, right: str) -> float:
    """Return how alike two spellings are, 0 to 1; 1 where they are plainly the same.

    A name in another script is compared by the vowels that its script writes.
    """
    if plain_key(left) == plain_key(right):
        return 1.0
    left = _detached(left)
    if not is_latin(right):
        one, two = _written_vowels(left), _written_vowels(right)
        apart = Levenshtein.distance(one, two)
        return 0.97 * (1 - apart / (2 + max(len(one), len(two))))
    coarse = Levenshtein.normalized_similarity(sound(left), sound(right))
    fine = Levenshtein.normalized_similarity(_run_together(left), _run_together(right))
    return float(min(0.99, 0.7 * coarse + 0.3 * fine))


def folds_between(left: str, right: str) -> tuple[str, ...]:
    """Return in words which folds make two spellings meet ("kh = h", "article dropped")."""
    a, b = plain_key(left), plain_key(right)
    if a == b:
        return ()
    folds = load_folds()
    said = [
        f"{fold.source} = {fold.target}"
        for fold in folds.folds
        if (fold.source in a) != (fold.source in b) and fold.source != fold.target
    ]
    if [w for w in a.split() if w in folds.articles] != [
        w for w in b.split() if w in folds.articles
    ]:
        said.append("article left out")
    if re.search(r"(.)\1", a) or re.search(r"(.)\1", b):
        said.append("doubled letter")
    if sound(left) != sound(right) or not said:
        said.append("vowels")
    return tuple(said)
