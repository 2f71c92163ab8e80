"""What tests of the page's server share: asking it, and making ledgers to be served."""

import importlib
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from starlette.testclient import TestClient

BENCH = Path(__file__).parents[1] / "bench"
PORT = 8765
HOME = f"http://127.0.0.1:{PORT}"


@dataclass(frozen=True)
class Asking:
    """A client, and what it usually wants: the JSON of an address."""

    client: TestClient

    def get(self, path: str, status: int = 200) -> dict[str, Any]:
        answer = self.client.get(path, follow_redirects=False)
        assert answer.status_code == status, answer.text[:300]
        told: dict[str, Any] = answer.json()
        return told

    def refused(self, path: str, status: int = 400) -> str:
        told = self.get(path, status)
        assert list(told) == ["error"]
        words: str = told["error"]
        assert "\n" not in words
        return words


def made_ledger() -> ModuleType:
    """The bench's maker of ledgers, which is no package to import from."""
    if str(BENCH) not in sys.path:  # its parts import one another by name
        sys.path.append(str(BENCH))
    return importlib.import_module("made_ledger")
