"""`steps new`: a feature to start from."""

from __future__ import annotations

import re
import unicodedata

import click

from steps.cli.project import Project, shown

_TEMPLATE = """\
Feature: {title}
  Say in a sentence or two why this matters, and to whom.

  Rule: One business rule, in one sentence

    Scenario: A fact, in the present tense
      Given what is already true
      When someone does one thing
      Then this can be observed
"""


@click.command("new")
@click.argument("title")
def command(title: str) -> None:
    """Write a feature to start from.

    Its file is named after TITLE, for instance "Looking up a user".
    """
    title = " ".join(title.split())
    path = shown(Project.find().feature_folders()[0] / f"{_file_name(title)}.feature")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(_TEMPLATE.format(title=title))
    except FileExistsError:
        raise click.UsageError(f"{path} exists already; choose another title") from None
    click.echo(f"{path}: written. Replace its words, then run `steps check {path}`.")


def _file_name(title: str) -> str:
    letters = unicodedata.normalize("NFKC", title).lower()
    name = "_".join(re.findall(r"\w+", letters.replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")))
    if not name:
        raise click.UsageError(f"{title!r} has no letters to name a file after")
    return name
