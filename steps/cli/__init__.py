"""`steps`, the command of those who write features. Each command is a module of its own, loaded when it is called."""

from __future__ import annotations

import os
from importlib import import_module

import click

COMMANDS = ("check", "docs", "editor", "format", "init", "list", "new")


class CommandModules(click.Group):
    """Find a command in the module of its name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Name the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the module of a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"steps.cli.{cmd_name}").command
        return command


@click.command(cls=CommandModules)
@click.pass_context
def main(context: click.Context) -> None:
    """Help for those who write features."""
    if os.environ.get("NO_COLOR"):
        context.color = False
