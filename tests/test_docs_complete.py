"""Nothing that a user meets is without a word: fields, codes, commands, options, functions."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pyarrow as pa
import pytest

from docs_runner import FENCE
from warledger import __all__ as PUBLIC
from warledger import cli
from warledger.extract.speaker_roles import ROLES
from warledger.lexicon.cues import ACTS
from warledger.lexicon.events import load_events
from warledger.lexicon.modality import Effect
from warledger.model import (
    ControlKind,
    Factuality,
    ReportState,
    Standing,
    Status,
    TimeType,
    Verdict,
)
from warledger.store.exports import acled, ucdp
from warledger.store.exports.jsonl import ALWAYS, BY_KIND
from warledger.store.opening import open_ledger

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
SOURCE = ROOT / "src" / "warledger"
TABLES = ("reports", "mentions", "claims", "incidents", "control")
CODE = re.compile(r"`([^`]+)`")


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def sections(text: str) -> Iterator[tuple[str, str]]:
    """Yield each heading of a page with what stands under it, up to the next heading."""
    quiet = FENCE.sub(lambda fence: re.sub("^#", " #", fence[0], flags=re.MULTILINE), text)
    parts = re.split(r"^(#+ .+)$", quiet, flags=re.MULTILINE)
    yield from zip(parts[1::2], parts[2::2], strict=True)


def under(text: str, words: str) -> str:
    """Return what stands under the heading that begins with the words."""
    return next(
        body for head, body in sections(text) if head.lstrip("# ").startswith(words)
    )


# Fields.


@pytest.fixture(scope="module")
def columns(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Every column of every export, nested ones with dots, of a ledger that holds nothing."""

    def named(kind: pa.DataType, path: str) -> Iterator[str]:
        yield path
        inner = kind.value_type if pa.types.is_list(kind) else kind
        if pa.types.is_struct(inner):
            for field in inner:
                yield from named(field.type, f"{path}.{field.name}")

    path = tmp_path_factory.mktemp("empty") / "empty.ledger"
    with open_ledger(path, write=True) as ledger:
        return {
            name
            for table in TABLES
            for field in ledger.arrow(table).schema
            for name in named(field.type, f"{table}.{field.name}")
        }


def documented_fields() -> set[str]:
    """The fields of the codebook's page, each with the tables and records it is listed for."""
    found = set()
    for head, body in sections(page("codebook-fields.md")):
        prefixes = CODE.findall(head)
        rows = [line for line in body.splitlines() if line.startswith("| `")]
        found |= {
            f"{prefix}.{name}"
            for prefix in prefixes
            for row in rows
            for name in CODE.findall(cells(row)[0])
        }
    return found


def test_every_field_of_every_table_is_in_the_codebook(columns: set[str]) -> None:
    assert columns - documented_fields() == set()


def test_the_codebook_has_no_field_that_is_gone(columns: set[str]) -> None:
    assert documented_fields() - columns == set()


def test_the_kinds_of_mention_that_have_a_field_are_told() -> None:
    rows = [
        cells(line)
        for line in under(page("codebook-fields.md"), "`mentions`").splitlines()
        if line.startswith("| `")
    ]
    told = {name: row[1] for row in rows for name in CODE.findall(row[0])}
    wanted = {name: "all" for name in ALWAYS}
    for kind, names in BY_KIND.items():
        for name in names:
            wanted[name] = f"{wanted[name]}, {kind}" if name in wanted else kind
    split = {name: set(kinds.split(", ")) for name, kinds in told.items()}
    assert split == {name: set(kinds.split(", ")) for name, kinds in wanted.items()}


@pytest.mark.parametrize("format_", [acled, ucdp], ids=["acled", "ucdp"])
def test_every_column_of_the_other_data_sets_formats_is_described(format_: object) -> None:
    name = format_.__name__.rsplit(".", 1)[1]  # type: ignore[attr-defined]
    body = under(page("exports.md"), name)
    told = {code for cell in CODE.findall(body) for code in re.split(r",\s*", cell)}
    patterns = [re.escape(code).replace("…", ".*") for code in told]
    lost = [
        column
        for column in format_.COLUMNS  # type: ignore[attr-defined]
        if not any(re.fullmatch(pattern, column) for pattern in patterns)
    ]
    assert lost == []


# Codes.


def measures_in_source() -> set[str]:
    """Every measure that a figure can have: what kinds count, and what `extract` names."""
    kinds = {kind.measure for kind in load_events().kinds.values()} - {None}
    text = (SOURCE / "extract" / "measures.py").read_text("utf-8")
    named = re.findall(
        r'"(airstrikes|sorties|troops|displaced|\w+_km2?|percent_\w+)"', text
    )
    return {str(measure) for measure in kinds} | set(named)


def aspects_in_source() -> set[str]:
    text = (SOURCE / "reconcile" / "weights.toml").read_text("utf-8")
    return {"start", *re.findall(r"^\[(\w+)\.", text, re.MULTILINE)}


KINDS = tuple(load_events().kinds.values())
CODES: dict[str, tuple[str, set[str]]] = {
    "state of a report": ("Reports", set(ReportState)),
    "kind of a mention": ("Mentions", set(BY_KIND)),
    "type of a time": ("Mentions", set(TimeType)),
    "event type": ("Events", {kind.event_type for kind in KINDS}),
    "sub event type": (
        "Events",
        {kind.sub_event_type for kind in KINDS}
        | {kind.nonstate_sub_event_type for kind in KINDS},
    ),
    "tag": ("Events", {tag for kind in KINDS for tag in kind.tags}),
    "status": ("How firmly", set(Status)),
    "factuality": ("How firmly", set(Factuality)),
    "act of speech": ("How firmly", set(ACTS)),
    "effect of modality": ("How firmly", set(Effect)),
    "role of a speaker": ("Parties and speakers", set(ROLES)),
    "measure": ("Figures", measures_in_source()),
    "standing": ("Incidents", set(Standing)),
    "aspect of a link": ("Incidents", aspects_in_source()),
    "verdict": ("Incidents", set(Verdict)),
    "kind of control": ("Control", set(ControlKind)),
}


@pytest.mark.parametrize("what", CODES)
def test_every_code_is_in_the_codebook(what: str) -> None:
    heading, codes = CODES[what]
    assert len(codes) > 2
    told = set(CODE.findall(under(page("codebook-codes.md"), heading)))
    assert {str(code) for code in codes} - told == set()


def test_precisions_and_classes_have_every_number() -> None:
    text = page("codebook-codes.md")
    first = [
        cells(line)[0]
        for name in ("Precision", "Parties and speakers")
        for line in under(text, name).splitlines()
        if re.match(r"\| \d ", line)
    ]
    assert first == [*"1234567", *"12345678"]


def test_every_kind_of_event_is_in_the_crosswalk_with_its_plover_codes() -> None:
    rows = {
        CODE.findall(row)[0]: row
        for row in under(page("codebook-crosswalks.md"), "Kinds of event").splitlines()
        if row.startswith("| `")
    }
    for kind in KINDS:
        for name in {kind.sub_event_type, kind.nonstate_sub_event_type}:
            assert name in rows
            assert kind.plover is None or kind.plover in rows[name]
    names = {kind.sub_event_type for kind in KINDS}
    assert set(rows) - {"sub_event_type"} == names | {
        k.nonstate_sub_event_type for k in KINDS
    }


# Commands.


def commands(
    group: click.Group, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


COMMANDS = dict(commands(cli.warledger))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_and_option_is_in_the_guide(path: tuple[str, ...]) -> None:
    command = COMMANDS[path]
    heading = next(
        (head, body)
        for head, body in sections(page("guide.md"))
        if re.match(rf"#+ `warledger {path[0]}\b", head)
    )
    text = " ".join(heading)
    assert " ".join(path) in text or f"`{path[-1]}`" in text, "the guide has no word of it"
    lost = [
        option.opts
        for option in command.params
        if isinstance(option, click.Option)
        and not any(
            re.search(rf"(?<![\w-]){re.escape(o)}(?![\w-])", text) for o in option.opts
        )
    ]
    assert lost == []


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_and_option_has_help(path: tuple[str, ...]) -> None:
    command = COMMANDS[path]
    assert command.help
    bare = [
        parameter.opts
        for parameter in command.params
        if isinstance(parameter, click.Option)
        and not (parameter.help or isinstance(parameter.type, click.Choice))
        and not parameter.show_default
    ]
    assert bare == []


# Functions.

AS_ELSEWHERE = (
    "noqa: D102"  # a method of a protocol of the standard library, described there
)

MODULES = sorted(path for path in SOURCE.rglob("*.py") if not path.name.startswith("_main"))


def public_definitions(body: list[ast.stmt], path: str) -> Iterator[tuple[str, ast.AST]]:
    """Yield the functions, classes and methods whose names do not begin with a line."""
    for node in body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if node.name.startswith("_"):
            continue
        yield f"{path}.{node.name}", node
        if isinstance(node, ast.ClassDef):
            yield from public_definitions(node.body, f"{path}.{node.name}")


def test_every_module_and_public_function_has_a_docstring() -> None:
    bare = []
    for path in MODULES:
        lines = path.read_text("utf-8").splitlines()
        tree = ast.parse("\n".join(lines))
        name = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
        named = [(name, tree), *public_definitions(tree.body, name)]
        bare += [
            name
            for name, node in named
            if not ast.get_docstring(node)  # type: ignore[arg-type]
            and AS_ELSEWHERE not in lines[getattr(node, "lineno", 1) - 1]
        ]
    assert bare == []


def test_every_public_name_is_on_the_page_of_the_library() -> None:
    told = {re.split(r"\W", code)[0] for code in CODE.findall(page("reference/index.md"))}
    assert set(PUBLIC) - told == set()


def test_every_route_of_the_server_is_on_the_page_of_its_interface() -> None:
    from warledger.web.server import api_judge, api_overview, api_things

    routes = {
        re.sub(r"\{\w+(?::\w+)?\}", "{}", route.path)  # type: ignore[attr-defined]
        for module in (api_overview, api_things, api_judge)
        for route in module.router.routes
    }
    told = set(re.findall(r"`(?:GET|POST) (/api/[^`]+)`", page("api.md")))
    assert len(routes) > 10
    assert routes - {re.sub(r"\{\w+\}", "{}", path) for path in told} == set()
