"""Names of places inside the names of bodies: universities, schools, banks, teams.

"University of Texas", "Washington Elementary School", "Michigan State", "Chicago Bears" and
"Real Madrid" name no place where something is, whatever the place is that they are called
after. Knowingly missed: bodies told by their place alone ("Texas beat Baylor").
"""

from warledger.geo.chunks import Chunk
from warledger.geo.surroundings import Surroundings

# Capitalised words that may stand between a place and the noun of a body.
_LONGEST_RUN = 4


def is_of_body(around: Surroundings, chunk: Chunk) -> bool:
    """Return whether the name is a piece of a body's name."""
    if chunk.key.split()[0] in around.lexicon.body_nouns and " of " in chunk.key:
        return True
    return (
        _follows_body(around, chunk)
        or _names_body(around, chunk)
        or _is_school(around, chunk)
        or _is_team(around, chunk)
        or _is_state_university(around, chunk)
    )


def _follows_body(around: Surroundings, chunk: Chunk) -> bool:
    """Return whether "University of" or "Bank of" stands before the name."""
    at = chunk.first - 2
    return (
        around.word_before(chunk) == "of"
        and around.word_before(chunk, 2) in around.lexicon.body_nouns
        and around.words[at].is_capital
    )


def _names_body(around: Surroundings, chunk: Chunk) -> bool:
    """Return whether a body's noun ends the capitalised run ("Lyon Policy Institute")."""
    last = chunk.last
    if not around.words[last - 1].joins_next or around.words[last - 1].hyphen_next:
        return False
    run = []
    for word in around.words[last : last + _LONGEST_RUN]:
        if not word.is_capital or word.opens_sentence:
            break
        run.append(word.key)
        if not word.joins_next:
            break
    return len(run) > 1 and run[-1] in around.lexicon.body_nouns


def _next_is_capital(around: Surroundings, chunk: Chunk) -> bool:
    last = around.words[chunk.last - 1]
    if chunk.last >= len(around.words) or not last.joins_next or last.hyphen_next:
        return False
    behind = around.words[chunk.last]
    return behind.is_capital and not behind.opens_sentence


def _is_school(around: Surroundings, chunk: Chunk) -> bool:
    """Return whether "Elementary School" follows."""
    follows = around.word_after(chunk) in around.lexicon.school_words
    is_school = around.word_after(chunk, 1) in ("school", "schools", "academy", "students")
    return follows and _next_is_capital(around, chunk) and is_school


def _is_team(around: Surroundings, chunk: Chunk) -> bool:
    """Return whether the words beside the name make it a team's."""
    if around.word_after(chunk) in around.lexicon.teams and _next_is_capital(around, chunk):
        return True
    before = around.words[chunk.first - 1] if chunk.first else None
    return (
        before is not None
        and before.is_capital
        and before.joins_next
        and before.key in around.lexicon.team_prefixes
        and around.word_before(chunk) == before.key
    )


def _is_state_university(around: Surroundings, chunk: Chunk) -> bool:
    """Return whether "Michigan State" is the university: "in Michigan State" is not."""
    if around.word_after(chunk) != "state" or not _next_is_capital(around, chunk):
        return False
    if around.skip_back(chunk)[0] in around.lexicon.locative:
        return False
    if around.word_after(chunk, 1) in around.lexicon.institutions:
        return False  # "the Minnesota State Patrol"
    return any(p.kind == "adm1" and p.country == "US" for p in around.places(chunk))
