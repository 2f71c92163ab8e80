"""`warledger gazetteer` and `warledger places`: which places there are, which is meant."""

import sys

import click

from warledger.cli.base import say, status, tell, warledger


@warledger.group()
def gazetteer() -> None:
    """Add places to the ones that are built in, and list what was added."""


@gazetteer.command("add")
@click.argument("source", metavar="FILE_OR_URL")
@click.option("--name", help="What to call it; a source of that name is replaced.")
@click.option("--licence", help="Under which licence the places are, for the record.")
def add(source: str, name: str | None, licence: str | None) -> None:
    """Add a GeoNames dump (.txt, .zip), an OCHA COD-AB GeoJSON or a CSV of places.

    \b
    Example:
      warledger gazetteer add SY.txt
    """
    from warledger.geo.sources import add_source

    with status("reading places") as show:
        added = add_source(
            source,
            name=name,
            licence=licence,
            progress=lambda so_far, _: show(f"{so_far:,} bytes or places so far"),
        )
    say(f"added {added.name}: {added.places:,} places ({added.format}, {added.licence})")
    say(f"sha256 {added.sha256}")


@gazetteer.command("list")
def list_added() -> None:
    """List the sources that were added, one a line, fields parted by tabs."""
    from warledger.geo.sources import list_sources

    for info in list_sources():
        fields = (info.name, f"{info.places}", info.format, info.licence, info.sha256)
        tell("\t".join((*fields, info.origin)))
        if info.problem:
            say(info.problem)


@gazetteer.command("remove")
@click.argument("name")
def remove(name: str) -> None:
    """Remove a source that was added."""
    from warledger.geo.sources import remove_source

    remove_source(name)
    say(f"removed {name}")


@gazetteer.command("verify")
def verify() -> None:
    """Read every added source through and compare it with its checksum."""
    from warledger.geo.sources import verify as verify_all

    checked = verify_all()
    for info in checked:
        say(f"{info.name}: {info.problem or 'as it was written'}")
    if any(info.problem for info in checked):
        sys.exit(1)


@warledger.command()
@click.argument("name")
@click.option("--near", help="A place that the report is about.")
@click.option("--json", "as_json", is_flag=True, help="Print the candidates as JSON Lines.")
def places(name: str, near: str | None, as_json: bool) -> None:
    """Show how NAME would be resolved: candidates, scores, folds and reasons.

    \b
    Example:
      warledger places Uqayrabad --near Homs
    """
    from warledger.geo.explain import explain, json_lines, table_lines

    explained = explain(name, near=near)
    for line in json_lines(explained) if as_json else table_lines(explained):
        tell(line)
    if not explained.candidates:
        say(f"no place is called '{name}', nor spelt alike near there")
