"""`steps docs`: the living document, from records or from the features alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from steps.cli.baseline import read_baseline
from steps.cli.project import Project, shown
from steps.cli.records import read_features, read_records
from steps.docs import (
    Edition,
    Tracking,
    read_history,
    render_changes,
    render_cucumber_json,
    render_html,
    render_junit,
    render_markdown,
    write_history,
)

if TYPE_CHECKING:
    from steps.docs.history import History
    from steps.docs.model import Record

FORMATS = ("html", "json", "junit", "markdown")
A_FILE = click.Path(path_type=Path, dir_okay=False)
AN_OLD_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command("docs")
@click.argument("more", nargs=-1, type=AN_OLD_FILE)
@click.option(
    "--from", "first", type=AN_OLD_FILE, help="A record, written by pytest --bdd-messages; more may follow it."
)
@click.option("--no-run", is_flag=True, help="Tell the features alone, as if nothing had run.")
@click.option("--output", type=A_FILE, help="Where to write it; without it, it is printed.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="html", help="What to write.")
@click.option("--baseline", default="", help="An older record, or a tag or commit: what changed since is told first.")
@click.option("--history", type=A_FILE, help="A file that remembers the last runs; this one is added to it.")
@click.option("--title", default="", help="The document's title; the service's by default.")
@click.option("--service-version", default="", help="The version that is described; the service's by default.")
@click.option("--requirements", default="", help="Pattern of the tags that are requirements: @REQ-[0-9]+")
@click.option("--requirement-link", default="", help="Address of a requirement; {tag} stands for its tag.")
def command(  # noqa: PLR0913  # click's signature: one parameter for each option
    *,
    more: tuple[Path, ...],
    first: Path | None,
    no_run: bool,
    output: Path | None,
    form: str,
    baseline: str,
    history: Path | None,
    title: str,
    service_version: str,
    requirements: str,
    requirement_link: str,
) -> None:
    """Write the living document.

    Records of several shards or drivers are joined: steps docs --from a.ndjson b.ndjson --output docs.html
    """
    project = Project.find()
    record = _record([*([first] if first else []), *more], project, no_run=no_run)
    pattern = requirements or _setting(project, "bdd_requirements")
    edition = Edition(
        title=title or _setting(project, "bdd_title"),
        version=service_version,
        baseline=read_baseline(baseline, project) if baseline else None,
        since=baseline,
        history=_remember(history, record) if history else None,
        tracking=Tracking(pattern, requirement_link or _setting(project, "bdd_requirement_link")) if pattern else None,
    )
    _write(_rendered(record, edition, form), output)


def _record(records: list[Path], project: Project, *, no_run: bool) -> Record:
    if no_run == bool(records):
        raise click.UsageError("name records after --from, or say --no-run")
    return _features_alone(project) if no_run else read_records(records)


def _features_alone(project: Project) -> Record:
    record = read_features(project.root, [folder for folder in project.feature_folders() if folder.is_dir()])
    if record is None:
        raise click.UsageError(f"there are no feature files in {', '.join(map(str, project.feature_folders()))}")
    return record


def _remember(file: Path, record: Record) -> History:
    """Add this run to the history, and read it with those before."""
    with file.open("a+", encoding="utf-8") as opened:
        opened.write(write_history(record))
        opened.seek(0)
        return read_history(opened.readlines())


def _rendered(record: Record, edition: Edition, form: str) -> str:
    if form == "html":
        return render_html(record, edition)
    if form == "markdown":
        changes = f"\n{render_changes(edition.baseline, record)}" if edition.baseline else ""
        return render_markdown(record) + changes
    return render_junit(record) if form == "junit" else render_cucumber_json(record)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text)
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, "utf-8", "backslashreplace")
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written: {error.strerror or error}") from None
    click.echo(f"Written: {shown(output)}")


def _setting(project: Project, name: str) -> str:
    return " ".join(project.pytest_setting(name))
