"""A made-up ledger, prepared once, and a client that asks the server about it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from served import HOME, PORT, Asking, made_ledger
from warledger.web.server.app import make_app
from warledger.web.server.keeper import Keeper
from warledger.web.server.prepare import prepare
from warledger.web.server.settings import Settings


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("made") / "war.ledger"
    made_ledger().make_ledger(path, incidents=300, claims=2000, seed=3)
    return path


@pytest.fixture(scope="session")
def keeper(ledger: Path) -> Iterator[Keeper]:
    with Keeper(ledger, preparing=prepare) as keeper:
        yield keeper


@pytest.fixture(scope="session")
def client(keeper: Keeper) -> TestClient:
    return TestClient(make_app(keeper, port=PORT), base_url=HOME)


@pytest.fixture(scope="session")
def ask(client: TestClient) -> Asking:
    return Asking(client)


@pytest.fixture
def serve() -> Iterator[Callable[..., Asking]]:
    """Serve another ledger; `write=True` lets it be judged."""
    keepers: list[Keeper] = []

    def start(path: Path, *, write: bool = False) -> Asking:
        keeper = Keeper(path, preparing=prepare)
        keepers.append(keeper)
        app = make_app(keeper, port=PORT, settings=Settings(write=write))
        return Asking(TestClient(app, base_url=HOME))

    yield start
    for keeper in keepers:
        keeper.close()
