"""Makes news that tells of no war, to measure with: `peaceful_news.py 1000 > news.jsonl`.

Every article is about one matter, sport, markets, weather, courts and others
(bench/peaceful_news.toml): some sentences of ours, with names, days and numbers drawn anew,
and more that are made of the matter's words by a small grammar, since articles of the same
sentences would be copies of one another. The same seed gives the same articles.
"""

import argparse
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

SENTENCES = Path(__file__).with_suffix(".toml")
OWN, GENERIC, MADE = 4, 2, 11
FIRST_DAY = date(2016, 1, 1)
_SLOT = re.compile(r"\{(\w+?)(_cap)?\}")


def articles(count: int, *, seed: int = 1) -> Iterator[dict[str, str]]:
    """Yield reports, as JSON Lines has them, of about 1,800 characters each."""
    data = tomllib.loads(SENTENCES.read_text(encoding="utf-8"))
    random = Random(seed)
    topics = list(data["topics"].values())
    for number in range(count):
        topic = random.choice(topics)
        words = data["fill"] | data["made"] | {k: topic[k] for k in ("who", "what", "did")}
        lead, *rest = random.sample(topic["sentences"], OWN)
        rest += random.sample(data["generic"]["sentences"], GENERIC)
        rest += [clauses(random) for _ in range(MADE)]
        random.shuffle(rest)
        told = [fill(sentence, words, random) for sentence in (lead, *rest)]
        published = FIRST_DAY + timedelta(days=random.randrange(2000))
        yield {
            "report": f"peaceful-{seed}-{number}",
            "title": fill(random.choice(topic["headline"]), words, random),
            "text": "\n\n".join(" ".join(told[n : n + 3]) for n in range(0, len(told), 3)),
            "published": published.isoformat(),
        }


def clauses(random: Random) -> str:
    """Return the pattern of a sentence of one or two clauses."""
    first = f"the {noun('who', random)} {{did}} {phrase(random)}"
    opening = "{opening}, " if random.random() < 0.5 else ""
    second = (
        f" {{join}} {{person}} {{did}} {phrase(random)}" if random.random() < 0.6 else ""
    )
    told = f"{opening}{first}{second}."
    return told[:1].upper() + told[1:] if told[0] != "{" else told


def phrase(random: Random) -> str:
    """Return the pattern of an object with what stands around it."""
    said = f"{random.choice(('the', 'a', 'every', 'his', 'her'))} {noun('what', random)}"
    said += " {adverb}" if random.random() < 0.4 else ""
    return said + " {at}" * random.choice((0, 1, 1, 2))


def noun(slot: str, random: Random) -> str:
    """Return the pattern of a noun, at times with an adjective."""
    return f"{{quality}} {{{slot}}}" if random.random() < 0.6 else f"{{{slot}}}"


def fill(sentence: str, words: dict[str, list[str]], random: Random) -> str:
    """Return the sentence with every slot filled, each with its own draw; fills may too."""

    def drawn(found: re.Match[str]) -> str:
        slot = found[1]
        word = _MADE[slot](words, random) if slot in _MADE else random.choice(words[slot])
        return word[:1].upper() + word[1:] if found[2] else word

    while _SLOT.search(sentence):
        sentence = _SLOT.sub(drawn, sentence)
    return sentence


_MADE = {
    "person": lambda words, random: (
        f"{random.choice(words['first'])} {random.choice(words['last'])}"
    ),
    "small": lambda _, random: str(random.randint(11, 98)),
    "big": lambda _, random: f"{random.randint(1, 900)},{random.randint(0, 999):03d}",
    "year": lambda _, random: str(random.randint(1995, 2015)),
    "goals": lambda _, random: f"{random.randint(2, 5)}-{random.randint(0, 1)}",
}


def main() -> None:
    """Write the articles to standard output."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for article in articles(asked.count, seed=asked.seed):
        print(json.dumps(article, ensure_ascii=False))


if __name__ == "__main__":
    main()
