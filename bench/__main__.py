"""`python -m bench`: measure and report. `python -m bench calls`: count function calls, as a gate if wanted."""

import argparse
import logging
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.environments import Environments
from bench.measure import Calls, Ground
from bench.peers import Contender, Pair
from bench.report import (
    calls_per_further_scenario,
    describe_calls,
    describe_comparison,
    describe_isolation,
    describe_machine,
    describe_versions,
)
from bench.rounds import compare

RESULTS = Path(__file__).with_name("results.md")
VENVS = Path.home() / ".cache" / "fastapi-acceptance" / "bench"
REFERENCE = Contender.parse("handwritten")
OURS = Contender.parse("ours")
ROUNDS = 5
CALL_SIZES = (50, 200)
PAIRS = (
    "bare:handwritten",
    "behave:handwritten",
    "handwritten_testclient:handwritten",
    "pytest_bdd:handwritten",
    "pytest_bdd_testclient:handwritten_testclient",
    "pytest_bdd@150:pytest_bdd",
    "ours:handwritten",
    "ours:handwritten_frozen",
    "ours:behave",
    "ours_record:ours",
    "ours_testclient:handwritten_testclient",
    "ours@150:ours",
    "ours@1500:ours",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        ground = Ground(Path(folder), Environments(options.venvs))
        status: int = options.command(options, ground)
    return status


def measure_time(options: argparse.Namespace, ground: Ground) -> int:
    """Measure every pair, count every contender's calls, print the report and keep it if asked."""
    contenders = _unique(each for pair in options.pairs for each in (pair.contender, pair.reference))
    lines = ["# Results", "", *describe_machine(), "", "## Function calls", ""]
    lines += describe_calls(_count(ground, contenders), REFERENCE)
    lines += ["", "## Isolation", "", *describe_isolation(ground.isolation(OURS, options.rounds))]
    lines += ["", "## Time and memory", ""]
    for comparison in compare(ground, options.pairs, options.scenarios, options.rounds):
        lines += [*describe_comparison(comparison), ""]
    peers = {each.peer.folder: each.peer for each in contenders}
    versions = {folder: ground.environments.versions(peer) for folder, peer in peers.items()}
    lines += ["## Versions", "", *describe_versions(versions)]
    _print(lines)
    if options.write:
        options.write.write_text("\n".join(lines) + "\n")
    return 0


def count_calls(options: argparse.Namespace, ground: Ground) -> int:
    """Count function calls; 1 if a contender makes more of them than allowed."""
    calls = _count(ground, options.contenders)
    _print(describe_calls(calls, REFERENCE))
    allowed = options.max_ratio * calls_per_further_scenario(calls[REFERENCE]).main
    return int(any(calls_per_further_scenario(calls[each]).main > allowed for each in options.contenders))


def measure_isolation(options: argparse.Namespace, ground: Ground) -> int:
    """Measure what it costs that a scenario leaves no trace."""
    _print(describe_isolation(ground.isolation(OURS, options.rounds)))
    return 0


def measure_check(options: argparse.Namespace, ground: Ground) -> int:
    """Measure `steps check`, beyond what it costs with one scenario: its imports, the vocabulary among them."""
    lines = ["| scenarios | definitions | CPU seconds beyond one scenario |", "|--:|--:|--:|"]
    for contender in options.contenders:
        imports = ground.check(contender, 1).cpu
        for scenarios in options.scenarios:
            beyond = ground.check(contender, scenarios).cpu - imports
            lines.append(f"| {scenarios:,} | {contender.definitions:,} | {beyond:.2f} |")
    _print(lines)
    return 0


def _count(ground: Ground, contenders: Iterable[Contender]) -> dict[Contender, dict[int, Calls]]:
    return {
        contender: {size: ground.count_calls(contender, size) for size in CALL_SIZES}
        for contender in _unique([REFERENCE, *contenders])
    }


def _unique(contenders: Iterable[Contender]) -> list[Contender]:
    return list(dict.fromkeys(contenders))


def _print(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--venvs", type=Path, default=VENVS, help="where the peers' environments are kept (%(default)s)"
    )
    commands = parser.add_subparsers()
    _add_time_options(parser)
    calls = commands.add_parser("calls", help="count function calls per further scenario")
    calls.add_argument("contenders", nargs="*", type=Contender.parse, default=[OURS])
    calls.add_argument(
        "--max-ratio", type=float, default=float("inf"), help="most calls allowed, relative to handwritten"
    )
    calls.set_defaults(command=count_calls)
    isolation = commands.add_parser("isolation", help="measure what it costs that a scenario leaves no trace")
    isolation.add_argument("--rounds", type=int, default=ROUNDS)
    isolation.set_defaults(command=measure_isolation)
    check = commands.add_parser("check", help="measure what `steps check` costs")
    vocabularies = [Contender.parse(text) for text in ("ours", "ours@150", "ours@1500")]
    check.add_argument("contenders", nargs="*", type=Contender.parse, default=vocabularies)
    check.add_argument("--scenarios", nargs="+", type=int, default=[1000, 2000], metavar="N")
    check.set_defaults(command=measure_check)
    return parser


def _add_time_options(parser: argparse.ArgumentParser) -> None:
    pairs = [Pair.parse(text) for text in PAIRS]
    parser.add_argument("--pairs", nargs="+", type=Pair.parse, default=pairs, help="such as ours@150:handwritten")
    parser.add_argument("--scenarios", nargs="+", type=int, default=[1, 50, 1000], metavar="N")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument(
        "--write", type=Path, nargs="?", const=RESULTS, metavar="FILE", help=f"keep the report ({RESULTS.name})"
    )
    parser.set_defaults(command=measure_time)


if __name__ == "__main__":
    sys.exit(main())
