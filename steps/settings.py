"""Settings: declared once, read from the ini and the command line, and checked before anything runs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

import pytest

from steps.database.choice import read_choices

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from steps.database.choice import Choice

REFERENCE = re.compile(r"(?P<module>[^\W\d]\w*(?:\.[^\W\d]\w*)*):(?P<attribute>[^\W\d]\w*(?:\.[^\W\d]\w*)*)")
HIGHEST_PORT = 65535
DRIVERS = ("asyncclient", "testclient", "live")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its ini name, whether an option of the same meaning exists, its default and what it means.

    `many` are words of a list in the ini, `listed` are values with commas between them, in the ini and on the command line.
    """

    name: str
    meaning: str
    default: str = ""
    option: bool = False
    many: bool = False
    listed: bool = False

    @property
    def flag(self) -> str:
        """The option on the command line: `bdd_driver` has `--bdd-driver`."""
        return f"--{self.name.replace('_', '-')}"


FEATURES = Setting("bdd_features", "folders whose `.feature` files are collected", "features", many=True)
SETTINGS = (
    FEATURES,
    Setting("bdd_app", "the FastAPI app, or a factory of it, as `module:attribute`"),
    Setting("bdd_session", "the session dependency to override, as `module:attribute`, or several", listed=True),
    Setting("bdd_metadata", "the declarative base, or its `MetaData`, as `module:attribute`"),
    Setting("bdd_other_databases", "databases beside the test database that the service may reach, as URLs", many=True),
    Setting("bdd_token_secret", "what the service verifies tokens with: the text itself, or `module:attribute`"),
    Setting("bdd_token_algorithm", "the algorithm of the tokens, or `module:attribute`", "HS256"),
    Setting("bdd_steps", "modules or packages of step definitions to load", many=True),
    Setting("bdd_driver", "`asyncclient`, `testclient`, `live`, or several", "asyncclient", option=True, listed=True),
    Setting(
        "bdd_base_url", "a service that runs already, to test instead of starting one; implies `live`", option=True
    ),
    Setting("bdd_secrets", "words of names whose values are masked wherever they are shown or recorded", many=True),
    Setting("bdd_timeout", "seconds that one exchange may take", "10", option=True),
    Setting(
        "bdd_live_env",
        "environment variable by which the service learns its database; set before any conftest is imported",
    ),
    Setting("bdd_live_port", "port of a live service; 0 takes any free one", "0", option=True),
    Setting("bdd_live_ready", "path that answers below 500 once a live service is ready", "/health"),
    Setting(
        "bdd_database",
        "`memory`, `sqlite`, `postgresql`, SQLAlchemy async URL of a test database, or several",
        "memory",
        option=True,
        listed=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run, checked for form. References are imported when they are needed."""

    features: Sequence[str]
    app: str
    session: Sequence[str]
    metadata: str
    other_databases: Sequence[str]
    token_secret: str
    token_algorithm: str
    steps: Sequence[str]
    driver: Sequence[str]
    base_url: str
    secrets: Sequence[str]
    timeout: float
    live_env: str
    live_port: int
    live_ready: str
    database: Sequence[Choice]
    strict: bool

    @property
    def elsewhere(self) -> bool:
        """Whether the service runs already, and neither its database nor its code can be reached."""
        return bool(self.base_url)


SETTINGS_OF_RUN = pytest.StashKey[Settings]()
"""The settings of the run, on its config."""


def declare(parser: pytest.Parser) -> None:
    """Declare every setting to pytest."""
    group = parser.getgroup("acceptance", "acceptance tests of a FastAPI service")
    for setting in SETTINGS:
        kind: Literal["args", "string"] = "args" if setting.many else "string"
        parser.addini(setting.name, setting.meaning, type=kind, default=None)
        if setting.option:
            group.addoption(setting.flag, default=None, metavar="VALUE", help=setting.meaning)
    strictly = "with --bdd-base-url: fail scenarios that cannot run there instead of skipping them"
    group.addoption("--bdd-strict", action="store_true", default=False, help=strictly)


def read(config: pytest.Config, options: Namespace) -> Settings:
    """Read and check the settings, of which some are options.

    Raises `pytest.UsageError` with the value, the form expected and the remedy.
    """
    values = {setting.name.removeprefix("bdd_"): _value(config, options, setting) for setting in SETTINGS}
    for name in ("app", "session", "metadata"):
        for value in values[name] if name == "session" else (values[name],):
            if value and not REFERENCE.fullmatch(value):
                raise _wrong(f"bdd_{name}", value, "`module:attribute`, for instance `shop.main:app`")
    for folder in config.getini("bdd_features") or ():
        if not (config.rootpath / folder).is_dir():
            raise _wrong("bdd_features", folder, f"a folder below {config.rootpath}")
    for driver in values["driver"]:
        if driver not in DRIVERS:
            raise _wrong("bdd_driver", driver, f"one of {', '.join(DRIVERS)}")
    checked = {
        "timeout": _seconds(values["timeout"]),
        "live_port": _port(values["live_port"]),
        "database": read_choices(values["database"]),
        "strict": options.bdd_strict,
    }
    return Settings(**values | checked | (_elsewhere(values) if values["base_url"] else {}))


def has_features(config: pytest.Config) -> bool:
    """Whether any folder of `bdd_features` is there; known as soon as the ini file is read."""
    return any((config.rootpath / each).is_dir() for each in _value(config, config.option, FEATURES))


def _elsewhere(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what belongs to the code of a service that runs elsewhere; a secret given as text is still good."""
    if not re.match(r"https?://[^/]", values["base_url"]):
        raise _wrong("bdd_base_url", values["base_url"], "a URL that starts with http:// or https://")
    secret = values["token_secret"]
    return {
        "driver": ("live",),
        "database": read_choices(["memory"]),
        "app": "",
        "session": (),
        "metadata": "",
        "token_secret": "" if REFERENCE.fullmatch(secret) else secret,
        "live_env": "",
    }


def resolve(name: str, reference: str) -> Any:
    """Import what a setting refers to.

    Raises `pytest.UsageError` when the module cannot be imported or has no such attribute.
    """
    found = REFERENCE.fullmatch(reference)
    if found is None:
        raise _wrong(name, reference, "`module:attribute`")
    try:
        value: Any = import_module(found["module"])
    except Exception as error:
        message = f"{name} = {reference!r}: the module `{found['module']}` cannot be imported"
        told = f"({type(error).__name__}: {error})"
        raise pytest.UsageError(f"{message} {told}. Is it installed, and on `pythonpath`?") from error
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


def _value(config: pytest.Config, options: Namespace, setting: Setting) -> Any:
    from_option = getattr(options, setting.name) if setting.option else None
    value = from_option if from_option is not None else config.getini(setting.name)
    if setting.many:
        return tuple(value or setting.default.split())
    if setting.listed:
        return tuple(word.strip() for word in (value or setting.default).split(",") if word.strip())
    return value or setting.default


def _port(value: str) -> int:
    if not value.isdecimal() or int(value) > HIGHEST_PORT:
        raise _wrong("bdd_live_port", value, f"a port, 0 to {HIGHEST_PORT}")
    return int(value)


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
