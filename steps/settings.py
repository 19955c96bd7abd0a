"""Settings: declared once, read from the ini and the command line, and checked before anything runs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

import pytest

from steps.database.engines import MEMORY, test_database_url

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import URL

REFERENCE = re.compile(r"(?P<module>[^\W\d]\w*(?:\.[^\W\d]\w*)*):(?P<attribute>[^\W\d]\w*(?:\.[^\W\d]\w*)*)")
DRIVERS = ("asyncclient", "testclient")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its ini name, whether an option of the same meaning exists, its default and what it means."""

    name: str
    meaning: str
    default: str = ""
    option: bool = False
    many: bool = False

    @property
    def flag(self) -> str:
        """The option on the command line: `bdd_driver` has `--bdd-driver`."""
        return f"--{self.name.replace('_', '-')}"


SETTINGS = (
    Setting("bdd_features", "folders whose `.feature` files are collected", "features", many=True),
    Setting("bdd_app", "the FastAPI app, or a factory of it, as `module:attribute`"),
    Setting("bdd_session", "the session dependency to override, as `module:attribute`"),
    Setting("bdd_metadata", "the declarative base, or its `MetaData`, as `module:attribute`"),
    Setting("bdd_token_secret", "what the service verifies tokens with: the text itself, or `module:attribute`"),
    Setting("bdd_token_algorithm", "the algorithm of the tokens, or `module:attribute`", "HS256"),
    Setting("bdd_steps", "modules or packages of step definitions to load", many=True),
    Setting(
        "bdd_driver", "how a request reaches the service: `asyncclient` or `testclient`", "asyncclient", option=True
    ),
    Setting("bdd_timeout", "seconds that one exchange may take", "10", option=True),
    Setting(
        "bdd_live_env", "environment variable by which the service learns its database; set before the app is imported"
    ),
    Setting("bdd_database", "SQLAlchemy async URL of the test database", MEMORY, option=True),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run, checked for form. References are imported when they are needed."""

    features: Sequence[str]
    app: str
    session: str
    metadata: str
    token_secret: str
    token_algorithm: str
    steps: Sequence[str]
    driver: str
    timeout: float
    live_env: str
    database: URL


def declare(parser: pytest.Parser) -> None:
    """Declare every setting to pytest."""
    group = parser.getgroup("acceptance", "acceptance tests of a FastAPI service")
    for setting in SETTINGS:
        kind: Literal["args", "string"] = "args" if setting.many else "string"
        parser.addini(setting.name, setting.meaning, type=kind, default=None)
        if setting.option:
            group.addoption(setting.flag, default=None, metavar="VALUE", help=setting.meaning)


def read(config: pytest.Config) -> Settings:
    """Read and check the settings.

    Raises `pytest.UsageError` with the value, the form expected and the remedy.
    """
    values = {setting.name.removeprefix("bdd_"): _value(config, setting) for setting in SETTINGS}
    for name in ("app", "session", "metadata"):
        if values[name] and not REFERENCE.fullmatch(values[name]):
            raise _wrong(f"bdd_{name}", values[name], "`module:attribute`, for instance `shop.main:app`")
    if values["driver"] not in DRIVERS:
        raise _wrong("bdd_driver", values["driver"], f"one of {', '.join(DRIVERS)}")
    database = test_database_url(values["database"])
    return Settings(**values | {"timeout": _seconds(values["timeout"]), "database": database})


def resolve(name: str, reference: str) -> Any:
    """Import what a setting refers to.

    Raises `pytest.UsageError` when the module cannot be imported or has no such attribute.
    """
    found = REFERENCE.fullmatch(reference)
    if found is None:
        raise _wrong(name, reference, "`module:attribute`")
    try:
        value: Any = import_module(found["module"])
    except ImportError as error:
        message = f"{name} = {reference!r}: the module `{found['module']}` cannot be imported ({error})."
        raise pytest.UsageError(f"{message} Is it installed, and on `pythonpath`?") from error
    for part in found["attribute"].split("."):
        if not hasattr(value, part):
            raise pytest.UsageError(f"{name} = {reference!r}: `{found['module']}` has no `{found['attribute']}`.")
        value = getattr(value, part)
    return value


def resolve_text(name: str, value: str) -> str:
    """Return a setting that is a text itself, or the text at `module:attribute`; pydantic's secrets are opened."""
    found = resolve(name, value) if REFERENCE.fullmatch(value) else value
    text = found.get_secret_value() if hasattr(found, "get_secret_value") else found
    if not isinstance(text, str):
        raise _wrong(name, value, f"a text, not {type(text).__name__}")
    return text


def _value(config: pytest.Config, setting: Setting) -> Any:
    from_option = config.getoption(setting.name) if setting.option else None
    value = from_option if from_option is not None else config.getini(setting.name)
    if setting.many:
        return tuple(value or setting.default.split())
    return value or setting.default


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0
    if not 0 < seconds < float("inf"):
        raise _wrong("bdd_timeout", value, "a number of seconds above 0")
    return seconds


def _wrong(name: str, value: str, expected: str) -> pytest.UsageError:
    return pytest.UsageError(f"{name} = {value!r}: expected {expected}.")


def point_service_to_database(settings: Settings, config: pytest.Config) -> None:
    """Set the environment variable `bdd_live_env` for the run, so that no engine of the service opens a real database."""
    if not settings.live_env:
        return
    patch = pytest.MonkeyPatch()
    patch.setenv(settings.live_env, settings.database.render_as_string(hide_password=False))
    config.add_cleanup(patch.undo)
