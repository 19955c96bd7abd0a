"""Multiply each peer's example scenarios into a project of the size that is measured.

A template is ordinary Gherkin or Python. What stands between `# <scenario>` and `# </scenario>` is repeated, and
`_000` in it numbered; so are `# <row>` (within `# <outline>`) and `# <definition>`.
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.peers import FOLDER, VOCABULARY, Contender

FEATURES = Path(__file__).parent / "features"
SERVICE = Path(__file__).parent.parent / "app"
SCENARIOS_PER_FILE = 10
KINDS = 3
DEFINITIONS_PER_BLOCK = 3

_BLOCK = re.compile(r"^ *# <(?P<kind>\w+)>\n(?P<body>.*?)^ *# </(?P=kind)>\n", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Share:
    """The scenarios that one file holds: the first two thirds on their own, the rest as rows of an outline."""

    numbers: range

    def repetitions(self) -> Mapping[str, range]:
        """Tell how often each block is repeated, and with which numbers."""
        rows = self.numbers[len(self.numbers) - len(self.numbers) // 3 :]
        return {
            "scenario": self.numbers[: len(self.numbers) - len(rows)],
            "outline": range(min(len(rows), 1)),
            "row": rows,
        }


def multiply(template: str, repetitions: Mapping[str, range]) -> str:
    """Repeat every block of the template, numbered."""

    def repeat(block: re.Match[str]) -> str:
        body = multiply(block["body"], repetitions)
        return "".join(body.replace("_000", f"_{number:05}") for number in repetitions[block["kind"]])

    return _BLOCK.sub(repeat, template)


def write_project(contender: Contender, scenarios: int, target: Path) -> None:
    """Write the service and this many scenarios, a third of each kind, as a project of the contender's users."""
    source = FOLDER / contender.peer.folder
    ignored = shutil.ignore_patterns("__pycache__", ".*cache")
    shutil.copytree(source, target, ignore=ignored)
    shutil.copytree(SERVICE, target / "app", ignore=ignored)
    if contender.peer.gherkin:
        shutil.copytree(FEATURES, target / "features", dirs_exist_ok=True)
    _write_scenarios(target, scenarios)
    _write_definitions(target, contender.definitions)


def _write_scenarios(target: Path, scenarios: int) -> None:
    templates = sorted(path for path in target.rglob("*.*") if path.is_file() and "# <scenario>" in path.read_text())
    for position, path in enumerate(templates):
        template = path.read_text()
        path.unlink()
        for part, share in enumerate(_shares((scenarios + KINDS - 1 - position) // KINDS)):
            text = multiply(template, share.repetitions())
            path.with_stem(f"{path.stem}_{part:03}").write_text(text)


def _shares(scenarios: int) -> Iterator[Share]:
    for first in range(0, scenarios, SCENARIOS_PER_FILE):
        yield Share(range(first, min(first + SCENARIOS_PER_FILE, scenarios)))


def _write_definitions(target: Path, definitions: int) -> None:
    blocks = range((definitions - VOCABULARY) // DEFINITIONS_PER_BLOCK)
    for path in target.rglob("office.py"):
        path.write_text(multiply(path.read_text(), {"definition": blocks}))
