"""Cases as data: one JSON object a line, with `id`, `expect` and, where it fails, `why`."""

import json
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[Any]:
    """Return a test parameter a line; `"expect": "fail"` is a strict xfail with its reason."""
    params = []
    for case in map(json.loads, (CASES / f"{name}.jsonl").read_text("utf-8").splitlines()):
        fails = pytest.mark.xfail(reason=case["why"], strict=True, raises=AssertionError)
        marks = [] if case["expect"] == "pass" else [fails]
        params.append(pytest.param(case, id=case["id"], marks=marks))
    return params
