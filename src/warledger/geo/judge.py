"""Decide which chunks name places: by the words around them, then by the story's countries.

Known names are accepted unless the context says otherwise (a person, a body, a common
word); unknown ones only where the grammar makes them places: a kind word beside them, a
locative preposition before them, a place as their neighbour in a list, or a name-forming
prefix. Weak known names (small towns, words that are also English) wait for a second look,
which accepts them where one of their namesakes lies in a country the story is about.
"""

from collections import Counter

from warledger.geo.bodies import is_of_body
from warledger.geo.chunks import Chunk, What
from warledger.geo.persons import (
    follows_initial,
    follows_nickname,
    is_appended,
    is_before_surname,
    is_given_name,
    is_told_of,
)
from warledger.geo.surroundings import Surroundings, Verdict
from warledger.lexicon.places import load_folds


class Judge(Surroundings):
    """Weighs the chunks of one text."""

    def decide(self) -> list[Verdict]:
        """Return the verdicts on all chunks; `is_place` is True or False on every one."""
        self._find_persons()
        for at in range(len(self.verdicts)):
            self._first_look(at)
        self._spread_lists()
        self._count_countries()
        for at, verdict in enumerate(self.verdicts):
            if verdict.is_place is None:
                verdict.is_place = self._second_look(at)
        self._spread_lists()
        return self.verdicts

    # First look: what the words alone decide.

    def _find_persons(self) -> None:
        articles = load_folds().articles
        for at, verdict in enumerate(self.verdicts):
            chunk = verdict.chunk
            if chunk.what not in (What.KNOWN, What.UNKNOWN):
                continue
            before = self.neighbour(at, -1)
            titled = self.word_before(chunk) in self.lexicon.titles
            if before is not None and (
                before.what is What.PERSON or before.key.split()[0] in self.persons
            ):
                titled = True
            is_named = is_given_name(self, at) or is_told_of(self, chunk)
            titled = titled or is_appended(self, chunk) or follows_nickname(self, chunk)
            if is_named or (
                titled and not self.is_country(chunk) and self.next_kind(chunk) is None
            ):
                verdict.is_place = False
                if is_named and self.is_area(chunk):
                    continue  # states and countries are met again as such
                names = (self.words[n].key for n in range(chunk.first, chunk.last))
                self.persons.update(n for n in names if n not in articles and len(n) > 2)

    def _remember_person(self, at: int) -> None:
        """Keep the words of a person's name: met alone later, they are still the person."""
        chunk = self.verdicts[at].chunk
        if self.words[chunk.last - 1].hyphen_next or self.is_major(chunk):
            return
        articles = load_folds().articles
        names = (self.words[n].key for n in range(chunk.first, chunk.last))
        self.persons.update(
            name for name in names if name not in articles and len(name) > 2
        )

    def _first_look(self, at: int) -> None:
        verdict = self.verdicts[at]
        chunk = verdict.chunk
        verdict.kind = self.kind_before(chunk) or self.next_kind(chunk)
        if chunk.what is What.PERSON and " " in chunk.key and verdict.kind is not None:
            verdict.is_place = verdict.is_introduced = True  # "Salah Eddin neighbourhood"
            return
        if chunk.what not in (What.KNOWN, What.UNKNOWN):
            verdict.is_place = False
            return
        if verdict.is_place is False:
            return
        if is_of_body(self, chunk):
            verdict.is_place = False
            return
        if self._is_institution(at, verdict):
            return
        if chunk.is_state:
            verdict.is_place, verdict.kind = True, "state"
        elif self.is_acronym(chunk) and not self.is_country(chunk):
            verdict.is_place = False
        elif chunk.what is What.UNKNOWN:
            self._judge_unknown(at, verdict)
        else:
            self._judge_known(at, verdict)

    def _is_institution(self, at: int, verdict: Verdict) -> bool:
        """Settle names that only modify a body ("Damascus Police Command")."""
        chunk = verdict.chunk
        after = self.word_after(chunk)
        following = self.neighbour(at, 1)
        named = following is not None and following.what in (What.INSTITUTION, What.OTHER)
        if after not in self.lexicon.institutions and not (
            named and following is not None and following.key in self.lexicon.institutions
        ):
            return False
        if self.kind_before(chunk) is not None or not self.words[chunk.last - 1].joins_next:
            return False
        verdict.is_metonym = True
        if after in self.lexicon.brands or (
            following and following.key in self.lexicon.brands
        ):
            verdict.is_place = False  # a paper or a team
            return True
        verdict.is_place = self.is_major(chunk) and not self._is_other(chunk)
        if not verdict.is_place and after in self.lexicon.local_bodies:
            verdict.is_place = None  # "Rock Hill police": for the second look
            if not self._is_other(chunk):
                self.weak_bodies.add(at)
        return True

    def _judge_known(self, at: int, verdict: Verdict) -> None:
        chunk = verdict.chunk
        word, had_kind = self.skip_back(chunk)
        verdict.is_introduced = had_kind or verdict.kind is not None
        is_located = word in self.lexicon.locative
        if self.is_street(chunk):
            verdict.is_place = False
        elif self._is_contained_name(at):
            verdict.is_place = verdict.is_introduced = True  # "HUDSON, Fla.", "Salem in Y"
        elif not self.ends_in_noun(chunk) and self._modifies_name(at, is_located):
            verdict.is_place = False
            self._remember_person(at)
        elif self._is_other(chunk):
            verdict.is_place = False
        elif (
            verdict.is_introduced or self.ends_in_noun(chunk) or self.leads_to_container(at)
        ):
            verdict.is_place = (
                not chunk.is_doubtful
                or is_located
                or self.ends_in_noun(chunk)
                or self.is_mid_capital(chunk)
            )
        elif self.is_major(chunk):
            verdict.is_place = True
            verdict.is_metonym = self._is_speaking(chunk, is_located)
        elif is_located and (not chunk.is_doubtful or self.is_mid_capital(chunk)):
            verdict.is_place = (
                chunk.key not in self.lexicon.not_places or self.is_located_town(chunk)
            )
        if is_located:
            verdict.is_introduced = True

    def _is_contained_name(self, at: int) -> bool:
        chunk = self.verdicts[at].chunk
        if chunk.key in self.lexicon.calendar or self.is_country(chunk):
            return False
        return self.leads_to_container(at)

    def _is_other(self, chunk: Chunk) -> bool:
        """Return whether the name is first of all no place (a weekday, a person, an
        agency).
        """
        if not chunk.is_doubtful or self.is_country(chunk):
            return False
        if self.kind_before(chunk) is not None:
            return False
        if chunk.key not in self.persons and (
            self.is_located_town(chunk) or self.is_from_town(chunk)
        ):
            return False
        return chunk.key in self.lexicon.not_places or chunk.key in self.lexicon.given_names

    def _modifies_name(self, at: int, is_located: bool) -> bool:
        """Return whether the name is a piece of a person's or a body's longer name."""
        chunk = self.verdicts[at].chunk
        before, behind = self.neighbour(at, -1), self.neighbour(at, 1)
        if (
            self.words[chunk.last - 1].hyphen_next
            and self.word_after(chunk) in self.lexicon.hyphenated
        ):
            return True  # "US-backed"
        if self.is_country(chunk):
            return False
        if chunk.key in self.persons and not is_located:
            return True
        if before is not None and before.key in self.lexicon.given_names and not is_located:
            return True
        odd = (What.UNKNOWN, What.PERSON)
        if before is not None and before.what in odd and not self._is_accepted(at - 1):
            return True
        if follows_initial(self, chunk) and not is_located:
            return True
        if is_before_surname(self, at) and not is_located:
            return True
        if is_located or self.is_major(chunk) or (before and self._is_accepted(at - 1)):
            return False
        beside = self.stands_beside_weak(before, chunk) and not self._is_accepted(at - 1)
        if beside or self.stands_beside_weak(chunk, behind):
            return not self.leads_to_container(at)
        if behind is None:
            return False
        if (
            behind.key in self.lexicon.not_places
            and behind.key not in self.lexicon.calendar
        ):
            return True  # "Owen Hicks": a family's name
        return behind.what in odd or behind.is_doubtful

    def _is_accepted(self, at: int) -> bool:
        return self.verdicts[at].is_place is True

    def _is_speaking(self, chunk: Chunk, is_located: bool) -> bool:
        if is_located or self.word_after(chunk) not in self.lexicon.metonym_verbs:
            return False
        return any(place.kind in ("country", "capital") for place in self.places(chunk))

    def _judge_unknown(self, at: int, verdict: Verdict) -> None:
        chunk = verdict.chunk
        before, behind = self.neighbour(at, -1), self.neighbour(at, 1)
        if before is not None and before.what in (What.PERSON, What.OTHER, What.TAKEN):
            verdict.is_place = False
            return
        if behind is not None and behind.what in (
            What.PERSON,
            What.INSTITUTION,
            What.TAKEN,
        ):
            verdict.is_place = False
            return
        if set(chunk.key.split()) & self.persons or self.is_acronym(chunk):
            verdict.is_place = False
            return
        word, had_kind = self.skip_back(chunk)
        verdict.is_introduced = had_kind or verdict.kind is not None
        if verdict.is_introduced or (
            chunk.prefix in self.lexicon.always_prefixes and not chunk.is_doubtful
        ):
            verdict.is_place = verdict.is_introduced = True
        elif word in self.lexicon.locative and self.is_mid_capital(chunk):
            verdict.is_place = verdict.is_introduced = (
                self.word_after(chunk) not in self.lexicon.saying
            )
        elif self.is_secured(chunk):
            verdict.is_place = verdict.is_introduced = True

    # Lists, and the second look.

    def _spread_lists(self) -> None:
        """Accept unknown and weak names that stand in a list with an accepted place."""
        for order in (1, -1):
            numbers = range(len(self.verdicts))
            for at in numbers if order == 1 else reversed(numbers):
                other = at - order
                if 0 <= other < len(self.verdicts):
                    self._spread(self.verdicts[other], self.verdicts[at], order)

    def _spread(self, source: Verdict, verdict: Verdict, order: int) -> None:
        if verdict.is_place is not None or source.is_place is not True or source.is_metonym:
            return
        first, second = (source, verdict) if order == 1 else (verdict, source)
        link = self.link(first.chunk, second.chunk)
        if link is None:
            return
        is_known = verdict.chunk.what is What.KNOWN and not verdict.chunk.is_doubtful
        if is_known or source.is_introduced:
            if self.word_after(verdict.chunk) in self.lexicon.saying and not source.kind:
                return
            verdict.is_place, verdict.is_introduced = True, source.is_introduced
            verdict.kind = verdict.kind or (source.kind if order == 1 else None)

    def _count_countries(self) -> None:
        for verdict in self.verdicts:
            chunk = verdict.chunk
            if chunk.what is What.DEMONYM:
                self.countries[self.lexicon.demonyms[chunk.key][:2]] += 1
            elif verdict.is_place:
                found = {p.country for p in self.places(chunk) if p.country}
                if len(found) == 1 or self.is_country(chunk):
                    self.countries.update(found)
        if not self.countries:  # the country that most of the names have in common
            every = Counter(
                country
                for verdict in self.verdicts
                if verdict.is_place
                for country in {p.country for p in self.places(verdict.chunk) if p.country}
            )
            most = max(every.values(), default=0)
            self.countries.update(c for c, n in every.items() if n == most > 1)

    def _second_look(self, at: int) -> bool:
        """Accept a weak name that has a namesake in a country of the story."""
        chunk = self.verdicts[at].chunk
        if at in self.weak_bodies and chunk.what is not What.KNOWN:
            return False
        if set(chunk.key.split()) & self.persons:
            return False
        if chunk.is_doubtful and not (
            self.is_from_town(chunk)
            or (" " in chunk.key and (at in self.weak_bodies or self.is_led_to(chunk)))
        ):
            return False
        if not self.is_mid_capital(chunk) and not self.opens_plainly(chunk):
            return False
        total = sum(self.countries.values())
        told = {c for c, n in self.countries.items() if n * 10 >= total}
        if chunk.what is What.KNOWN and self.is_led_to(chunk):
            told |= self.only_country(chunk)
        if chunk.what is What.KNOWN:
            return any(
                place.country in told and self.is_fit_name(place, chunk)
                for place in self.places(chunk)
            )
        if self.word_after(chunk) in self.lexicon.saying:
            return False
        # Only where names are romanised is another spelling the same name.
        told &= load_folds().romanised
        return bool(told) and bool(
            self.gazetteer.folded(chunk.key, countries=told, floor=0.82)
        )
