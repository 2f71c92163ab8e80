"""Write docs/sides.md: every side that ships, its parties, allies and sources.

    python bench/sides_page.py

A test compares the page with what this makes of the lexicon.
"""

from collections import defaultdict
from pathlib import Path

from warledger.lexicon.actors import ActorLexicon, Side, load_actors

PAGE = Path(__file__).resolve().parents[1] / "docs" / "sides.md"
HEAD = """# The shipped sides

Made by `python bench/sides_page.py` from `src/warledger/lexicon/en/actors/*.toml` and
`outlets.toml`; do not edit.

A side is named for its lead party and says who fights together, not who is right. An actor
has the side of its lead party; alliances between sides are data with years and a source;
where no source says whose side somebody is on, the side stays empty ({without:,} of
{actors:,} actors, {papers:,} of {outlets:,} outlets). The sources name a data set or an
article, not its version. Disagree? Your own file overrides every entry:
[codebook-actors.md](codebook-actors.md#your-own-actors-and-outlets).

{sides:,} sides, {actors:,} actors, {outlets:,} outlets.

| side | actors | outlets that belong to it | beside | source |
|---|---|---|---|---|
"""


def page(lexicon: ActorLexicon) -> str:
    """Return the page's text, sides in alphabetical order."""
    actors: dict[str, list[str]] = defaultdict(list)
    outlets: dict[str, list[str]] = defaultdict(list)
    for actor in lexicon.actors.values():
        actors[actor.side or ""].append(actor.name)
    for outlet in lexicon.outlets.values():
        outlets[outlet.side or ""].append(outlet.name)
    head = HEAD.format(
        without=len(actors[""]),
        papers=len(outlets[""]),
        actors=len(lexicon.actors),
        outlets=len(lexicon.outlets),
        sides=len(lexicon.sides),
    )
    lines = (
        _line(side, actors[side.name], outlets[side.name])
        for _, side in sorted(lexicon.sides.items())
    )
    return head + "".join(lines)


def _line(side: Side, actors: list[str], outlets: list[str]) -> str:
    beside = "; ".join(f"{ally.side} ({ally.years})" for ally in side.aligned)
    cells = (side.name, "; ".join(sorted(actors)), "; ".join(sorted(outlets)), beside)
    return f"| {' | '.join(cell.replace('|', '/') for cell in (*cells, side.source))} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(load_actors()), encoding="utf-8")
    print(f"wrote {PAGE}")
