"""`steps format`: one canonical layout for every feature."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import NamedTemporaryFile

import click
from gherkin.errors import ParserError

from steps.cli.project import Project, features_argument
from steps.format import LayoutError, format_feature


@click.command("format")
@features_argument
@click.option("--check", is_flag=True, help="Write nothing; name the features that would change, and exit with 1.")
def command(paths: tuple[Path, ...], *, check: bool) -> None:
    """Lay out features in one way, without changing a word."""
    changed = failed = 0
    for path in (files := Project.find().features(paths)):
        try:
            formatted = _formatted(path)
        except (ParserError, LayoutError, UnicodeDecodeError, OSError) as error:
            click.echo(f"{path}: not formatted: {_reason(error)}", err=True)
            failed += 1
            continue
        if formatted is not None:
            changed += 1
            click.echo(f"{path}: {'would be formatted' if check else 'formatted'}")
            if not check:
                _write(path.resolve(), formatted)
    click.echo(_summary(len(files), changed, failed, check=check))
    if failed or (check and changed):
        raise SystemExit(1)


def _formatted(path: Path) -> bytes | None:
    source = path.read_bytes()
    formatted = format_feature(source.decode("utf-8")).encode("utf-8")
    return None if formatted == source else formatted


def _reason(error: Exception) -> str:
    if isinstance(error, ParserError):
        return "it is not a valid feature; `steps check` shows its mistakes"
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text; save it as UTF-8"
    return str(error)


def _write(path: Path, content: bytes) -> None:
    """Replace the file in one move, so that a reader or a crash never meets half of it."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as draft:
        draft.write(content)
    try:
        shutil.copymode(path, draft.name)
        Path(draft.name).replace(path)
    except OSError:
        Path(draft.name).unlink()
        raise


def _summary(files: int, changed: int, failed: int, *, check: bool) -> str:
    outcome = "would be formatted" if check else "formatted"
    parts = [f"{changed} {outcome}", f"{files - changed - failed} already in shape"]
    return ", ".join([*parts, f"{failed} not understood"] if failed else parts)
