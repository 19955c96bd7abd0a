"""`steps init`: set a FastAPI project up."""

from __future__ import annotations

import configparser
import tomllib
from pathlib import Path

import click

from steps.adoption.configuration import as_lines, ruling_file, with_settings
from steps.adoption.source import Findings, fixtures_of, search

FEATURE = """\
Feature: Asking for pages
  Whoever follows a link that leads nowhere is told so.

  Scenario: A page that does not exist
    When someone asks for a page that does not exist
    Then they are told that there is none
"""
STEPS = '''\
"""The sentences of this service: each is one action or one check."""

from __future__ import annotations

import httpx
from pytest_bdd import then, when


@when("someone asks for a page that does not exist", target_fixture="response")
async def ask_for_missing_page(client: httpx.AsyncClient) -> httpx.Response:
    """Ask the service for a page that it does not have."""
    return await client.get("/no-such-page")


@then("they are told that there is none")
def page_is_missing(response: httpx.Response) -> None:
    """Check that the service says so."""
    assert response.status_code == 404
'''
FILES = {"features/asking_for_pages.feature": FEATURE, "acceptance.py": STEPS}
OURS = frozenset({"client", "session", "records", "tokens", "memory", "response"})
FOUND = {"bdd_app": "app", "bdd_session": "session dependency", "bdd_metadata": "tables"}


@click.command("init")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
def command(*, dry_run: bool) -> None:
    """Set the FastAPI project in this folder up.

    Its source is read, not run. Settings are added for pytest, with a first feature and a module of step definitions.
    Nothing that exists is overwritten.
    """
    root = Path.cwd()
    try:
        file = ruling_file(root)
    except (tomllib.TOMLDecodeError, configparser.Error) as error:
        raise click.UsageError(f"the settings of this project cannot be read: {error}") from error
    folder = "src" if (root / "src").is_dir() else "."
    found = search(root / folder)
    values = _settings(found, folder)
    _tell(found, values)
    for name, text in FILES.items():
        _write_new(root / (folder if name.endswith(".py") else ".") / name, text, dry_run=dry_run)
    _configure(file, values, dry_run=dry_run)
    click.echo("Now run: pytest features" if file.name == "pyproject.toml" else "Then run: pytest features")


def _settings(found: Findings, folder: str) -> dict[str, str | list[str]]:
    values: dict[str, str | list[str]] = {"pythonpath": [folder], "bdd_steps": ["steps.api", "acceptance"]}
    apps = [*sorted(found.apps, key=lambda each: not each.endswith(":app")), *found.factories]
    candidates = {
        "bdd_app": apps,
        "bdd_session": found.sessions,
        "bdd_metadata": found.metadata,
    }
    return values | {name: each[0] for name, each in candidates.items() if each}


def _tell(found: Findings, values: dict[str, str | list[str]]) -> None:
    for name, meaning in FOUND.items():
        click.echo(
            f"{name}: {values[name]}" if name in values else f"{name}: no {meaning} found; set it, if there is one."
        )
    others = [*found.apps, *found.factories, *found.sessions, *found.metadata]
    if rest := [each for each in others if each not in values.values()]:
        click.echo(f"Found too, and not used: {', '.join(rest)}")
    for name in sorted(OURS.intersection(fixtures_of(Path("conftest.py")))):
        click.echo(
            f"conftest.py: the fixture `{name}` would stand in for ours in the features; "
            "move it to where only your own tests see it (tests/conftest.py), or rename it."
        )
    for file in found.unreadable:
        click.echo(f"{_shown(file)}: cannot be read as Python.")


def _write_new(path: Path, text: str, *, dry_run: bool) -> None:
    if path.exists():
        click.echo(f"{_shown(path)}: exists already, and is left as it is.")
        return
    if not dry_run:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    click.echo(f"{_shown(path)}: {'would be written' if dry_run else 'written'}.")


def _configure(file: Path, values: dict[str, str | list[str]], *, dry_run: bool) -> None:
    if file.name != "pyproject.toml":
        click.echo(f"{_shown(file)}: pytest reads this file; add these lines to its section for pytest:\n")
        click.echo(as_lines(file, values))
        return
    before = file.read_bytes().decode("utf-8") if file.is_file() else ""
    text, kept = with_settings(before, values)
    if not dry_run and text != before:
        file.write_bytes(text.encode("utf-8"))
    click.echo(f"{_shown(file)}: {'would get' if dry_run else 'has'} the settings.")
    if kept:
        click.echo(f"Kept as they were: {', '.join(kept)}")


def _shown(path: Path) -> str:
    return path.relative_to(Path.cwd()).as_posix()
