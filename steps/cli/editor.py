"""`steps editor`: settings that let an editor complete and check sentences."""

from __future__ import annotations

import json
from os.path import relpath
from typing import TYPE_CHECKING, Any

import click

from steps.cli.project import Project, shown
from steps.editor.settings import EXTENSION, cucumber_settings

if TYPE_CHECKING:
    from pathlib import Path


@click.command("editor")
@click.option("--check", is_flag=True, help="Write nothing; name the files that are not current, and exit with 1.")
def command(*, check: bool) -> None:
    """Tell the Cucumber extension of VS Code all sentences.

    Writes .vscode/settings.json and .vscode/extensions.json, and keeps what else stands in them.
    """
    project = Project.find()
    folder = project.root / ".vscode"
    wanted = [_settings(project, folder / "settings.json"), _extensions(folder / "extensions.json")]
    stale = [(file, content) for file, content in wanted if not file.exists() or _existing(file) != content]
    for file, content in stale:
        click.echo(f"{shown(file)}: {'not current' if check else 'written'}")
        if not check:
            folder.mkdir(exist_ok=True)
            file.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8", newline="\n")
    if not stale:
        click.echo(f"{shown(folder)}: current")
    if stale and check:
        raise SystemExit(1)


def _settings(project: Project, file: Path) -> tuple[Path, dict[str, Any]]:
    vocabulary = project.vocabulary()
    if vocabulary.unloadable:
        raise click.UsageError(str(vocabulary.unloadable[0]))
    own = [each for each in vocabulary.definitions if project.owns(each.place.file)]
    files = sorted({_below(project, each.place.file) for each in own})
    features = [_below(project, str(each)) for each in project.feature_folders()]
    return file, {**_existing(file), **cucumber_settings(vocabulary.definitions, features, files)}


def _extensions(file: Path) -> tuple[Path, dict[str, Any]]:
    existing = _existing(file)
    recommended = existing.get("recommendations", [])
    return file, {**existing, "recommendations": list(dict.fromkeys([*recommended, EXTENSION]))}


def _below(project: Project, file: str) -> str:
    return relpath(file, project.root).replace("\\", "/")


def _existing(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    try:
        existing: dict[str, Any] = json.loads(file.read_text("utf-8"))
    except json.JSONDecodeError as error:
        remedy = "remove its comments and trailing commas, which would be lost"
        raise click.UsageError(f"{shown(file)} is not plain JSON ({error}); {remedy}") from None
    return existing
