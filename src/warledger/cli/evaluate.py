"""`warledger evaluate`: a ledger against gold."""

from pathlib import Path

import click

from warledger.cli.base import FilePath, refuse, say, tell, warledger
from warledger.cli.progress import progress_shown


@warledger.command()
@click.argument("gold", type=FilePath)
@click.option("--ledger", type=FilePath, help="Score the claims of this ledger.")
@click.option("--reports", type=FilePath, help="Read these reports first, and score them.")
@click.option(
    "--predictions", type=FilePath,
    help="Score what another system wrote: a file, or a folder of tables.",
)  # fmt: skip
@click.option("--scorer", type=FilePath, help="The script to score with.")
@click.option("--verbose", is_flag=True, help="Name what is wrong, claim by claim.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
def evaluate(
    gold: Path,
    ledger: Path | None,
    reports: Path | None,
    predictions: Path | None,
    scorer: Path | None,
    verbose: bool,
    as_json: bool,
) -> None:
    """Score a ledger, a folder of reports, or another system's output against GOLD.

    \b
    Example:
      warledger evaluate gold.jsonl --reports reports/
    """
    from tempfile import TemporaryDirectory

    from warledger.evaluate import Scoring, reports_beside, score, score_predictions

    how = Scoring(scorer=scorer, verbose=verbose, as_json=as_json)
    if predictions is not None:
        if ledger is not None or reports is not None:
            refuse(
                "--predictions are scored as they are; leave --ledger and --reports away"
            )
        scored = score_predictions(gold, predictions, how=how)
        say(scored.command)
        tell(scored.text)
        return
    with TemporaryDirectory(prefix="warledger-") as folder:
        if ledger is None:
            source = reports or reports_beside(gold)
            ledger = Path(folder) / "scored.ledger"
            _read_for_scoring(ledger, source)
        scored = score(gold, ledger, how=how)
    say(scored.command)
    tell(scored.text)


def _read_for_scoring(ledger: Path, source: Path) -> None:
    from warledger.executors.local import ingest as run
    from warledger.pipeline import Settings

    with progress_shown([str(source)]) as shown:
        tally = run(
            ledger, [str(source)], settings=Settings(), progress=shown.read,
            stage=shown.stage, meter=shown.meter,
        )  # fmt: skip
    say(f"read {tally.read:,} reports of {source}, {len(tally.skipped):,} skipped")
