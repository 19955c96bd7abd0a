"""`steps list`: the vocabulary."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from steps.catalogue.entries import catalogue
from steps.catalogue.text import as_markdown, lines
from steps.check.features import read_features
from steps.check.steps import uses
from steps.cli.project import Project

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steps.catalogue.entries import Concept


@click.command("list")
@click.argument("words", nargs=-1)
@click.option(
    "--format", "form", type=click.Choice(["text", "md", "json", "html"]), default="text", help="How it is shown."
)
def command(words: tuple[str, ...], form: str) -> None:
    """List the sentences that features can use.

    With WORDS, those that mention all of them.
    """
    project = Project.find()
    vocabulary = project.vocabulary()
    for mistake in vocabulary.unloadable:
        click.echo(mistake, err=True)
    documents = read_features(project.own_features()).documents
    concepts = catalogue(vocabulary.definitions, uses(documents, vocabulary), words)
    if form == "text":
        click.echo("".join(f"{line}\n" for line in lines(concepts)), nl=False)
    else:
        click.echo(_rendered(concepts, form))
    if not concepts:
        click.echo("No sentence mentions these words." if words else "There are no step definitions.", err=True)
        raise SystemExit(1)


def _rendered(concepts: Sequence[Concept], form: str) -> str:
    from steps.catalogue.page import as_html  # noqa: PLC0415

    if form == "json":
        return json.dumps([asdict(each) for each in concepts], ensure_ascii=False, indent=2)
    return as_html(concepts) if form == "html" else as_markdown(concepts)
