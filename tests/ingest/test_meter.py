import gzip
import json
from pathlib import Path

import pytest

from warledger.cli.progress import told
from warledger.ingest import meter as meters
from warledger.ingest.meter import Meter, size_of
from warledger.ingest.read import read_reports
from warledger.pipeline import Tally

LINES = "".join(
    f"{json.dumps({'report': str(n), 'text': f'It rained in Bergen {n} times.'})}\n"
    for n in range(3000)
)


@pytest.mark.parametrize("name", ["in.jsonl", "in.jsonl.gz"])
def test_what_is_read_grows_to_the_whole(tmp_path: Path, name: str) -> None:
    data = LINES.encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    (tmp_path / "z.txt").write_text("It rained again.")
    meter = Meter(size_of([tmp_path]))
    read = [meter.read for _ in read_reports([tmp_path], meter=meter)]
    assert read == sorted(read)
    assert read[0] < (meter.whole or 0)
    assert meter.read == meter.whole


def test_of_standard_input_and_addresses_the_whole_is_not_known() -> None:
    assert size_of(["-"]) is None
    assert size_of(["s3://bucket/key"]) is None


def test_a_folder_that_takes_long_to_add_up_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("It rained.")
    assert size_of([tmp_path]) == 10
    monkeypatch.setattr(meters, "LONGEST_LOOK_SECONDS", -1.0)
    assert size_of([tmp_path]) is None


def test_the_figures_say_a_share_only_where_the_whole_is_known() -> None:
    tally = Tally(read=1200, claims=7, known=3, skipped=(("a", "b"),))
    figures = "1,200 reports, 100.0 a second; 7 claims; 1 skipped, 3 known"
    assert told(tally, 12.0, Meter()) == figures
    assert told(tally, 12.0, Meter(10)) == f"0%; {figures}"
