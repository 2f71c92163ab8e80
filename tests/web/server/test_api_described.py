"""The API does what its own description says, asked what that allows and what it forbids.

One check of Schemathesis is left out: that whatever each parameter allows is taken. Some rules
join two parameters (`from` not after `to`, days only for a short time), which a description
cannot say; what is refused is refused with 400 and in its shape.
"""

import pytest
import schemathesis
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance

from served import HOME, PORT
from warledger.web.server import api_judge, api_overview, api_things
from warledger.web.server.app import make_app
from warledger.web.server.keeper import Keeper

# For each route and mode; bench/fuzz.py asks the same server without a bound.
EXAMPLES = 12
HOST = {"Host": HOME.removeprefix("http://")}
MADE = [
    route
    for module in (api_overview, api_things, api_judge)
    for route in module.router.routes
    if isinstance(route, APIRoute)
]
ROUTES = [
    (route.path.replace(":path", ""), method)
    for route in MADE
    for method in sorted(route.methods)
]
# Of a route without parameters nothing can be asked that its description forbids.
FORBIDDING = [
    (route.path.replace(":path", ""), method)
    for route in MADE
    for method in sorted(route.methods)
    if (route.openapi_extra or {}).get("parameters")
]
ASKED = [(*route, GenerationMode.POSITIVE) for route in ROUTES]
ASKED += [(*route, GenerationMode.NEGATIVE) for route in FORBIDDING]


@pytest.fixture(scope="session")
def described(keeper: Keeper) -> BaseSchema:
    app = make_app(keeper, port=PORT)
    return schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=HOST)


@pytest.mark.parametrize(("path", "method", "mode"), ASKED)
def test_every_answer_is_as_described(
    described: BaseSchema, path: str, method: str, mode: GenerationMode
) -> None:
    operation = described[path][method]

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def ask(case: Case) -> None:
        case.call_and_validate(headers=HOST, excluded_checks=[positive_data_acceptance])

    ask()
