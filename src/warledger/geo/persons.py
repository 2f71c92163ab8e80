"""Names of places that are persons' names here: by what stands beside them.

"Paris Hilton", "Lincoln said he", "the rebel leader, Toma,", 'Harold "Bud" Lansing',
"Denver Moss", "Gregory T. Fowler". Knowingly missed: a family's name alone.
"""

from warledger.geo.chunks import Chunk, What
from warledger.geo.surroundings import Surroundings


def is_given_name(around: Surroundings, at: int) -> bool:
    """Return whether a place's name is a person's first name here ("Paris Hilton")."""
    chunk = around.verdicts[at].chunk
    behind = around.neighbour(at, 1)
    if chunk.key not in around.lexicon.place_given_names or behind is None:
        return False
    if behind.first != chunk.last or not around.words[chunk.last - 1].joins_next:
        return False
    if around.words[chunk.last - 1].hyphen_next:
        return False
    if behind.key.split()[0] in around.lexicon.institutions | around.lexicon.brands:
        return False
    if behind.what not in (What.KNOWN, What.UNKNOWN, What.PERSON, What.OTHER):
        return behind.what is What.COMMON and len(behind.key) == 1
    if around.is_area(chunk) and behind.what is What.KNOWN and not behind.is_doubtful:
        return False
    located = around.word_before(chunk) in around.lexicon.locative
    return not located and around.word_after(behind) not in around.lexicon.kinds


def is_told_of(around: Surroundings, chunk: Chunk) -> bool:
    """Return whether "X said she": a government is no he or she."""
    if " " in chunk.key or around.word_after(chunk) not in around.lexicon.saying:
        return False
    return around.word_after(chunk, 1) in ("he", "she")


def is_appended(around: Surroundings, chunk: Chunk) -> bool:
    """Return whether the name says who a title is: "the rebel leader, Toma, fled"."""
    if chunk.first == 0 or around.is_major(chunk):
        return False
    before, last = around.words[chunk.first - 1], around.words[chunk.last - 1]
    is_between = before.comma_next and not before.is_capital and last.comma_next
    return is_between and before.key in around.lexicon.titles


def follows_nickname(around: Surroundings, chunk: Chunk) -> bool:
    """Return whether a given name stands two words before: 'Harold "Bud" Lansing'."""
    if chunk.first < 2 or around.is_area(chunk) or around.words[chunk.first].opens_sentence:
        return False
    first, second = around.words[chunk.first - 2 : chunk.first]
    if not second.is_capital or second.opens_sentence or second.is_possessive:
        return False
    if first.comma_next or second.comma_next or first.is_possessive:
        return False
    return first.is_capital and first.key in around.lexicon.given_names


def is_before_surname(around: Surroundings, at: int) -> bool:
    """Return whether a city's name is a first name here: "Denver Moss said"."""
    behind = around.neighbour(at, 1)
    chunk = around.verdicts[at].chunk
    if behind is None or behind.first != chunk.last or " " in chunk.key:
        return False
    if not around.words[chunk.last - 1].joins_next:
        return False
    return (
        behind.key in around.lexicon.not_places
        and behind.key not in around.lexicon.calendar
        and not around.is_area(chunk)
    )


def follows_initial(around: Surroundings, chunk: Chunk) -> bool:
    """Return whether "T." stands before the name, as in "Gregory T. Fowler"."""
    before = around.words[chunk.first - 1] if chunk.first else None
    if before is None or not before.is_capital:
        return False
    return len(before.key) == 1 and chunk.start - before.end == 2
