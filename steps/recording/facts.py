"""What a record says about its run as a whole: the service, how it was reached, and what was selected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import FastAPI

from steps.combinations.choice import COMBINATIONS
from steps.recording.attachments import OPENAPI, RUN, VOCABULARY, attachment
from steps.settings import SETTINGS_OF_RUN
from steps.system_under_test import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from steps.settings import Settings

Json = dict[str, Any]
OF_RUN = ("service", "version", "outside")


def service_facts(config: pytest.Config, app: object, settings: Settings) -> Json:
    """Tell what the service calls itself, and which operations it describes."""
    if not isinstance(app, FastAPI) and settings.app:
        app = config.stash[SYSTEM].app
    if not isinstance(app, FastAPI):
        return {}
    facts = {"service": app.title, "version": app.version}
    try:
        return {**facts, "openapi": app.openapi()}
    except Exception:  # noqa: BLE001  a service that cannot describe itself has a record all the same
        return facts


def run_attachments(config: pytest.Config, facts: Json, vocabulary: Json) -> Iterator[Json]:
    """Attach to the run what is known of it, of its sentences and of the service."""
    yield attachment(RUN, {**run_facts(config), **{name: facts[name] for name in OF_RUN if name in facts}})
    yield attachment(VOCABULARY, vocabulary)
    if "openapi" in facts:
        yield attachment(OPENAPI, facts["openapi"])


def run_facts(config: pytest.Config) -> dict[str, str]:
    """Tell how the service was reached, and which part of the features was asked for."""
    settings = config.stash[SETTINGS_OF_RUN]
    ways = settings.base_url or "; ".join(str(each) for each in config.stash[COMBINATIONS])
    return {"driver": ways, "selection": " ".join(_selection(config, settings))}


def _selection(config: pytest.Config, settings: Settings) -> list[str]:
    option = config.option
    flags = (*(("--tags", each) for each in option.tags or ()), ("-m", option.markexpr), ("-k", option.keyword))
    chosen = [f'{flag} "{value}"' for flag, value in flags if value]
    if getattr(option, "splits", None):  # of pytest-split
        chosen.append(f"--splits {option.splits} --group {option.group}")
    whole = {*settings.features, *config.getini("testpaths"), ".", str(config.invocation_params.dir)}
    return [*chosen, *(each for each in config.args if each.rstrip("/") not in whole)]
