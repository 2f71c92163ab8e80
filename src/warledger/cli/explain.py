"""`warledger explain`: why a claim, an incident or a report is as it is."""

from pathlib import Path

import click

from warledger.cli.base import FilePath, tell, warledger


@warledger.command()
@click.argument("ledger", type=FilePath)
@click.argument("name", metavar="CLAIM|INCIDENT|REPORT")
@click.option("--json", "as_json", is_flag=True, help="Print it as one line of JSON.")
def explain(ledger: Path, name: str, as_json: bool) -> None:
    """Say which words, rules, entries and comparisons made each field of a row.

    What is left empty has a code; docs/reasons.md says what each means.

    \b
    Example:
      warledger explain war.ledger 9f0c1c1c7e4d2a11
    """
    from warledger.pipeline.explain import explain as run
    from warledger.pipeline.explained import to_json, to_lines
    from warledger.store.opening import open_ledger

    with open_ledger(ledger) as opened:
        explanation = run(opened, name)
    for line in [to_json(explanation)] if as_json else to_lines(explanation):
        tell(line)
