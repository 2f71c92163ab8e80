"""Fingerprint a report by its sentences, so that any repeated sentence finds the pair.

Whole texts of a copy and its original may differ most: one is cut off, one stands beside
another story, one has a menu. Sentences stay. So each gets a MinHash signature (Broder
1997) of its pairs of words, cut into bands (locality-sensitive hashing: Leskovec, Rajaraman
and Ullman, Mining of Massive Datasets, chapter 3); a band is a key, and reports that share
two keys are worth a comparison. `rensa` computes the signatures.

Measured on data/syndication (tests/reconcile/test_copies_shared.py): of the pairs listed as
copies, every one shares two keys; of those listed as independent, one in twelve does.

Knowingly missed: texts in which every sentence is rewritten.
"""

from collections.abc import Iterator
from hashlib import blake2b
from itertools import pairwise

from rensa import RMinHash  # type: ignore[import-untyped]

from warledger.reconcile.words import Words

# A sentence that keeps half its pairs of words shares a given band with probability 0.1
# and one of six with 0.5; two unrelated ones (1 in 50) share one with 0.00005.
BANDS = 6
ROWS = 3
SEED = 1
# Keys that two reports must share to be compared.
LEAST_SHARED = 2
# "The army denied that." says nothing of where it was first said.
SHORTEST_SENTENCE = 8
# A page without full stops is cut every so many words.
LONGEST_SENTENCE = 60
# Signatures of another version of the algorithm do not compare.
ALGORITHM = f"rensa-{RMinHash.ALGORITHM_VERSION}-{BANDS}x{ROWS}"


def fingerprint(words: Words) -> tuple[int, ...]:
    """Return the keys of a report, 64 bits each, in rising order; none where it is empty.

    Besides the bands of its sentences there are `LEAST_SHARED` keys of the whole text, for
    reports that say the same and are too short for a sentence.
    """
    if not words.keys:
        return ()
    keys = {_key("whole", number, *words.keys) for number in range(LEAST_SHARED)}
    for sentence in sentences(words):
        signature = RMinHash(num_perm=BANDS * ROWS, seed=SEED)
        signature.update(sorted({f"{a} {b}" for a, b in pairwise(sentence)}))
        digest = signature.digest()
        keys.update(
            _key("band", band, *digest[band * ROWS : (band + 1) * ROWS])
            for band in range(BANDS)
        )
    return tuple(sorted(keys))


def sentences(words: Words) -> Iterator[tuple[str, ...]]:
    """Yield the folded words of each sentence that is long enough to tell."""
    for start, end in pairwise((*words.breaks, len(words.keys))):
        for first in range(start, end, LONGEST_SENTENCE):
            sentence = words.keys[first : min(end, first + LONGEST_SENTENCE)]
            if len(sentence) >= SHORTEST_SENTENCE:
                yield sentence


def _key(*parts: str | int) -> int:
    text = "\x1f".join(map(str, parts))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")
