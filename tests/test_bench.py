import ast
from argparse import ArgumentTypeError
from pathlib import Path

import pytest
from gherkin import Compiler, Parser

from bench.generate import write_project
from bench.measure import Calls
from bench.peers import PEERS, Contender, Peer
from bench.report import calls_per_further_scenario

SIZES = (1, 2, 3, 50, 200)
GHERKIN = [peer for peer in PEERS.values() if peer.gherkin]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("peer", GHERKIN, ids=lambda peer: peer.name)
def test_a_gherkin_peer_gets_so_many_scenarios(peer: Peer, size: int, tmp_path: Path) -> None:
    write_project(Contender(peer), size, tmp_path / "project")

    names = [name for path in tmp_path.rglob("*.feature") for name in _scenario_names(path)]

    assert len(names) == size
    assert not any("<" in name for name in names)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["handwritten", "handwritten_testclient"])
def test_a_handwritten_peer_gets_so_many_tests(name: str, size: int, tmp_path: Path) -> None:
    write_project(Contender(PEERS[name]), size, tmp_path / "project")

    assert sum(_count_tests(path) for path in tmp_path.rglob("test_*.py")) == size


@pytest.mark.parametrize("definitions", [15, 150, 1500])
@pytest.mark.parametrize("peer", GHERKIN, ids=lambda peer: peer.name)
def test_a_gherkin_peer_gets_so_many_step_definitions(peer: Peer, definitions: int, tmp_path: Path) -> None:
    write_project(Contender(peer, definitions), 1, tmp_path / "project")

    sources = [path.read_text() for path in tmp_path.rglob("*.py")]

    assert sum(line.startswith(("@given", "@when", "@then")) for text in sources for line in text.split("\n")) == (
        definitions
    )


def test_a_contender_is_named_with_its_definitions() -> None:
    assert [str(Contender.parse(text)) for text in ("ours", "ours@15", "ours@150")] == ["ours", "ours", "ours@150"]


def test_an_unknown_contender_is_refused_by_name() -> None:
    with pytest.raises(ArgumentTypeError, match="'theirs' is no peer: choose from bare, "):
        Contender.parse("theirs")


def test_calls_are_shared_among_further_scenarios() -> None:
    counts = {50: Calls(main=1_000, others=100), 200: Calls(main=4_000, others=400)}

    assert calls_per_further_scenario(counts) == Calls(main=20, others=2)


def _scenario_names(path: Path) -> list[str]:
    document = Parser().parse(path.read_text())
    return [pickle["name"] for pickle in Compiler().compile({**document, "uri": str(path)})]


def _count_tests(path: Path) -> int:
    functions = (
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return sum(_count_rows(function) for function in functions if function.name.startswith("test_"))


def _count_rows(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    tables = [
        node for decorator in function.decorator_list for node in ast.walk(decorator) if isinstance(node, ast.List)
    ]
    return len(tables[0].elts) if tables else 1
