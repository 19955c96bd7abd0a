"""What a document is compared with: an older record, or the features of an older revision in git."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from steps.cli.records import read_features, read_records
from steps.docs.reading import read_record

if TYPE_CHECKING:
    from steps.cli.project import Project
    from steps.docs.model import Record


def read_baseline(named: str, project: Project) -> Record:
    """Read the record of a file, of `REVISION:FILE`, or the features as they were at a revision: nothing of a run."""
    if Path(named).exists():
        return read_records([Path(named)])
    revision, _, file = named.partition(":")
    if _git(project.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}") is None:
        raise click.BadParameter(
            f"{named!r} is neither a file nor a revision in git: name a record, a tag, a branch or a commit",
            param_hint="--baseline",
        )
    return _recorded_at(revision, file, project.root) if file else _features_at(revision, project)


def _recorded_at(revision: str, file: str, root: Path) -> Record:
    content = _git(root, "cat-file", "blob", f"{revision}:{file}")
    if content is None:
        raise click.BadParameter(f"there was no file {file} at {revision}", param_hint="--baseline")
    try:
        return read_record([content.split(b"\n")])
    except (ValueError, KeyError) as error:
        raise click.BadParameter(f"{revision}:{file}: {error}", param_hint="--baseline") from None


def _features_at(revision: str, project: Project) -> Record:
    with tempfile.TemporaryDirectory(prefix="baseline-") as folder:
        root = Path(folder).resolve()
        for path, blob in _texts(revision, project):
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_git(project.root, "cat-file", "blob", blob) or b"")
        folders = [root / each.relative_to(project.root) for each in _own_folders(project)]
        record = read_features(root, [each for each in folders if each.is_dir()])
    if record is None:
        names = ", ".join(each.relative_to(project.root).as_posix() for each in _own_folders(project))
        raise click.BadParameter(f"there were no features at {revision} in {names}", param_hint="--baseline")
    return record


def _texts(revision: str, project: Project) -> list[tuple[str, str]]:
    """List the features and introductions of a revision, each with the name of its content."""
    folders = [each.relative_to(project.root).as_posix() for each in _own_folders(project)]
    listed = _git(project.root, "ls-tree", "-r", "-z", revision, "--", *folders) or b""
    entries = (entry.decode("utf-8", "surrogateescape").split("\t", 1) for entry in listed.split(b"\0") if entry)
    return [(path, about.split()[2]) for about, path in entries if _is_told(PurePosixPath(path))]


def _is_told(path: PurePosixPath) -> bool:
    return path.suffix == ".feature" or path.name == "README.md"


def _own_folders(project: Project) -> list[Path]:
    return [each for each in project.feature_folders() if each.is_relative_to(project.root)]


def _git(root: Path, *arguments: str) -> bytes | None:
    """Ask git; None if it says no."""
    try:
        asked = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError:
        raise click.BadParameter(
            "no such file, and git is not installed to look for a revision", param_hint="--baseline"
        ) from None
    return asked.stdout if asked.returncode == 0 else None
