"""`steps check`: every mistake at once, with its remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from steps.check.definitions import sources, unused
from steps.check.features import Features, read_features
from steps.check.rules import RULES
from steps.check.steps import bound_steps, uses
from steps.check.terminal import lines, summary
from steps.cli.project import Project, features_argument

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from steps.gherkin.mistakes import Mistake


@click.command("check")
@features_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help="How findings are shown.",
)
def command(paths: tuple[Path, ...], form: str) -> None:
    """Find every mistake in features and step definitions.

    The service is not started. Rules are switched off in pyproject.toml, `[tool.steps.check] ignore = ["two-whens"]`, or
    by a comment above a line, scenario, rule or feature, `# steps: ignore two-whens`.
    """
    project = Project.find()
    off = _switched_off(project)
    files = project.features(paths)
    features = read_features(files)
    mistakes = features.without_ignored(_mistakes(project, features, whole=not paths), off)
    if form == "text":
        click.echo("\n".join([*lines(mistakes), summary(mistakes, len(files))]))
    else:
        _report(mistakes, form)
    if any(RULES[mistake.rule].severity == "error" for mistake in mistakes):
        raise SystemExit(1)


def _mistakes(project: Project, features: Features, *, whole: bool) -> Iterator[Mistake]:
    yield from features.mistakes()
    vocabulary = project.vocabulary()
    yield from vocabulary.unloadable
    yield from vocabulary.index.duplicates
    yield from bound_steps(features.documents, vocabulary)
    own = [each for each in vocabulary.definitions if project.owns(each.place.file)]
    yield from sources(own)
    if whole:
        yield from unused(own, uses(features.documents, vocabulary))


def _switched_off(project: Project) -> list[str]:
    unknown = [name for name in project.switched_off if name not in RULES]
    if unknown:
        raise click.UsageError(
            f'[tool.steps.check] ignore: there is no rule "{unknown[0]}"; the rules: {", ".join(sorted(RULES))}'
        )
    for name in project.switched_off:
        if RULES[name].severity == "error":
            raise click.UsageError(
                f'[tool.steps.check] ignore: "{name}" is an error, which a run refuses too: mend it, or switch it off '
                f"where it stands by a comment, `# steps: ignore {name}`"
            )
    return project.switched_off


def _report(mistakes: Sequence[Mistake], form: str) -> None:
    from steps.check.reports import as_github, as_json, as_sarif  # noqa: PLC0415

    click.echo({"json": as_json, "github": as_github, "sarif": as_sarif}[form](mistakes))
