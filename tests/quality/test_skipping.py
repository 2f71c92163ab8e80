"""What is not parsed must cost no claim; bench/skipping.py measures the larger sets."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from warledger.extract.report import Extractor
from warledger.model import Claim, Report, ReportState
from warledger.pipeline import Settings, find_mentions, read

pytestmark = [pytest.mark.shared, pytest.mark.model]


def claims_of(reports: Sequence[Report], *, skips: bool) -> set[tuple[str, str]]:
    found = [(report, find_mentions(report)) for report in reports]
    claims: list[Claim] = []
    for made in Extractor(skips=skips).extract(found):
        claims.extend(made.claims)
    return {(claim.claim_id, claim.sub_event_type) for claim in claims}


@pytest.mark.parametrize("folder", ["reports", "reports_dev"])
def test_every_claim_of_the_full_parse_is_made_without_it(
    shared: Path, folder: str
) -> None:
    paths = [str(shared / folder)]
    reports = [
        report
        for report in read(paths, settings=Settings())
        if report.state is not ReportState.SKIPPED
    ]
    whole = claims_of(reports, skips=False)
    assert len(whole) > 40
    assert not whole - claims_of(reports, skips=True)
