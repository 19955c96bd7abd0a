"""A virtual environment for each peer, made once and kept outside the project."""

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.peers import FOLDER, Peer

PROJECT = Path(__file__).parent.parent
OURS = "fastapi-acceptance"


@dataclass(frozen=True, slots=True)
class Environments:
    """The folder that keeps them."""

    folder: Path

    def python(self, peer: Peer) -> Path:
        """Find the peer's interpreter; make its environment first if it is missing or out of date."""
        requirements = (FOLDER / peer.folder / "requirements.txt").read_text().split()
        state = "\n".join([*requirements, str(PROJECT), (PROJECT / "pyproject.toml").read_text()])
        place = self.folder / f"{peer.folder}-{hashlib.sha256(state.encode()).hexdigest()[:12]}"
        python = place / "bin" / "python"
        if not (place / "complete").exists():
            _run(sys.executable, "-m", "venv", "--clear", str(place))
            _run(str(python), "-m", "pip", "install", "--quiet", "--quiet", *_arguments(requirements))
            (place / "complete").touch()
        return python

    def versions(self, peer: Peer) -> list[str]:
        """List what is installed, as `name==version`."""
        frozen = _run(str(self.python(peer)), "-m", "pip", "freeze", "--exclude-editable").splitlines()
        return [line for line in frozen if "==" in line]


def _arguments(requirements: list[str]) -> list[str]:
    """Install this project from where it stands, so that the code as it is gets measured."""
    arguments: list[str] = []
    for requirement in requirements:
        if requirement.startswith(OURS):
            arguments += ["--editable", requirement.replace(OURS, str(PROJECT))]
        else:
            arguments.append(requirement)
    return arguments


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
