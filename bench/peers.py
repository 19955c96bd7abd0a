"""The ways of testing one service that are compared, each as its own users would write it."""

from argparse import ArgumentTypeError
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "peers"
VOCABULARY = 15


@dataclass(frozen=True, slots=True)
class Peer:
    """One way to run the scenarios: a folder of `bench/peers` and the arguments Python gets there."""

    name: str
    folder: str
    run: tuple[str, ...]
    collect: tuple[str, ...] | None
    gherkin: bool


def _pytest(name: str, folder: str, *options: str, gherkin: bool) -> Peer:
    run = ("-m", "pytest", "-q", *options)
    return Peer(name, folder, run, (*run, "--collect-only"), gherkin)


PEERS = {
    peer.name: peer
    for peer in (
        Peer("bare", "bare", ("run.py",), None, gherkin=False),
        _pytest("handwritten", "handwritten", gherkin=False),
        _pytest("handwritten_frozen", "handwritten", "-p", "frozen", gherkin=False),
        _pytest("handwritten_testclient", "handwritten_testclient", gherkin=False),
        _pytest("pytest_bdd", "pytest_bdd", gherkin=True),
        _pytest("pytest_bdd_testclient", "pytest_bdd_testclient", gherkin=True),
        Peer(
            "behave",
            "behave",
            ("-m", "behave", "--format=progress"),
            ("-m", "behave", "--format=progress", "--dry-run"),
            gherkin=True,
        ),
        _pytest("ours", "ours", gherkin=True),
        _pytest("ours_record", "ours", "--bdd-messages=run.ndjson", "--bdd-docs=run.html", gherkin=True),
        _pytest("ours_testclient", "ours", "--bdd-driver=testclient", gherkin=True),
    )
}


@dataclass(frozen=True, slots=True)
class Contender:
    """A peer with a vocabulary of so many step definitions."""

    peer: Peer
    definitions: int = VOCABULARY

    def __str__(self) -> str:
        return self.peer.name if self.definitions == VOCABULARY else f"{self.peer.name}@{self.definitions}"

    @classmethod
    def parse(cls, text: str) -> "Contender":
        """Read `ours` or, with 150 step definitions, `ours@150`."""
        name, _, definitions = text.partition("@")
        if name not in PEERS:
            raise ArgumentTypeError(f"{name!r} is no peer: choose from {', '.join(PEERS)}")
        return cls(PEERS[name], int(definitions or VOCABULARY))


@dataclass(frozen=True, slots=True)
class Pair:
    """A contender, and the one it is measured against."""

    contender: Contender
    reference: Contender

    @classmethod
    def parse(cls, text: str) -> "Pair":
        """Read `ours:handwritten`."""
        contender, _, reference = text.partition(":")
        return cls(Contender.parse(contender), Contender.parse(reference or "handwritten"))
