"""`warledger actors` and `warledger lexicon`: whom a name means, what a file adds."""

import sys
from datetime import datetime
from pathlib import Path

import click

from warledger.cli.base import FilePath, say, tell, warledger

LEXICON = click.option(
    "--lexicon", "lexicons", type=FilePath, multiple=True,
    help="A TOML file of your own actors and outlets; may be given several times.",
)  # fmt: skip


@warledger.command()
@click.argument("name")
@click.option("--country", metavar="CC", help="What the story is about: SY, UA …")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
    help="Say who existed, and which alliances held, on that day.",
)  # fmt: skip
@LEXICON
@click.option("--json", "as_json", is_flag=True, help="Print the meanings as JSON Lines.")
def actors(
    name: str,
    country: str | None,
    on: datetime | None,
    lexicons: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Show whom NAME can mean: side, parents, class, years, source and reasons.

    \b
    Example:
      warledger actors SAA --country SY --on 2016-11-30
    """
    from warledger.extract.actors_explain import explain, json_lines, table_lines
    from warledger.lexicon.actors import load_actors

    explained = explain(
        name,
        country=country.upper() if country else None,
        on=on.date() if on else None,
        lexicon=load_actors(lexicons),
    )
    if not explained.meanings:
        alike = ", ".join(explained.nearest)
        say(f"nobody is called '{name}'{f'; spelt alike: {alike}' if alike else ''}")
        sys.exit(1)
    for line in json_lines(explained) if as_json else table_lines(explained):
        tell(line)


@warledger.group()
def lexicon() -> None:
    """Check files of your own actors and outlets.

    \b
    Example:
      warledger lexicon check mine.toml
    """


@lexicon.command("check")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FilePath)
def check(files: tuple[Path, ...]) -> None:
    """Say what FILE adds and overrides, or what is wrong with it.

    \b
    Example:
      warledger lexicon check mine.toml
    """
    from warledger.extract.actors_changes import changes, lines

    found = changes(files)
    for line in lines(found):
        tell(line)
    if any(change.is_missed for change in found):
        say("an example does not name its party: reports like it will not either")
        sys.exit(1)
