"""Every mistake in a setting is told before anything runs: the value, the form expected, the remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Project

SERVICE = """
from fastapi import FastAPI
from sqlalchemy.orm import DeclarativeBase
class Base(DeclarativeBase): pass
app = FastAPI()
number = 1
async def session(): yield None
def factory(): return app
def needs_more(setting): return app
def breaks(): raise RuntimeError("no settings")
"""
GOOD = ("bdd_app = service:app", "bdd_session = service:session", "bdd_metadata = service:Base")
STEPS = '@given("a shop")\ndef a_shop(): pass\n'
FEATURE = "Feature: F\n  Scenario: One\n    Given a shop\n"

MISTAKES = [
    ("bdd_driver = browser", "bdd_driver = 'browser': expected one of *asyncclient*"),
    ("bdd_timeout = soon", "bdd_timeout = 'soon': expected a number of seconds above 0."),
    ("bdd_timeout = 0", "bdd_timeout = '0': expected a number of seconds above 0."),
    ("bdd_timeout = nan", "bdd_timeout = 'nan': expected a number of seconds above 0."),
    ("bdd_timeout = inf", "bdd_timeout = 'inf': expected a number of seconds above 0."),
    ("bdd_database = sqlite:///test.db", "bdd_database = 'sqlite:///test.db': expected an async URL of SQLAlchemy*"),
    ("bdd_database = nonsense", "bdd_database = 'nonsense': expected an async URL of SQLAlchemy*"),
    (
        "bdd_database = no+such://host/name",
        "bdd_database = 'no+such://host/name': expected an async URL of SQLAlchemy*",
    ),
    ("bdd_steps = no_such_module", "bdd_steps = 'no_such_module': *cannot be imported*on `pythonpath`?"),
    ("bdd_steps = broken", "bdd_steps = 'broken': *cannot be imported*KeyError: 'MISSING'*"),
    ("bdd_features = nowhere", "bdd_features = 'nowhere': expected *folder*"),
    ("bdd_app = service", "bdd_app = 'service': expected `module:attribute`, for instance `shop.main:app`."),
    ("bdd_app = service.app", "bdd_app = 'service.app': expected `module:attribute`, for instance `shop.main:app`."),
    ("bdd_session = session", "bdd_session = 'session': expected `module:attribute`*"),
    ("bdd_app = no_such_module:app", "bdd_app = 'no_such_module:app': the module `no_such_module` cannot be imported*"),
    ("bdd_app = broken:app", "bdd_app = 'broken:app': the module `broken` cannot be imported*KeyError: 'MISSING'*"),
    ("bdd_app = service:application", "bdd_app = 'service:application': `service` has no `application`."),
    ("bdd_app = service:number", "bdd_app = 'service:number': expected a FastAPI app or a factory, not int."),
    ("bdd_app = service:needs_more", "bdd_app = 'service:needs_more': the factory cannot be called*setting*"),
    ("bdd_app = service:breaks", "bdd_app = 'service:breaks': the factory cannot be called*RuntimeError: no settings*"),
    ("bdd_session = service:number", "bdd_session = 'service:number': expected a dependency function."),
    ("bdd_metadata = service:number", "bdd_metadata = 'service:number': expected a declarative base or a MetaData."),
    ("bdd_token_secret = service:number", "bdd_token_secret = 'service:number': expected a text, not int."),
    (
        "bdd_token_secret = long-enough\nbdd_token_algorithm = HS999",
        "bdd_token_algorithm = 'HS999': expected one of *HS256*",
    ),
]


@pytest.fixture
def shop(project: Project) -> Project:
    project.write("service.py", SERVICE)
    project.write("broken.py", "import os\nos.environ['MISSING']\n")
    project.steps(STEPS)
    project.feature(FEATURE)
    return project


@pytest.mark.parametrize(("setting", "told"), MISTAKES)
def test_a_mistake_is_a_usage_error(shop: Project, setting: str, told: str) -> None:
    names = [line.partition(" ")[0] for line in setting.splitlines()]
    shop.configure(setting, *(line for line in GOOD if line.partition(" ")[0] not in names))

    result = shop.run("features")

    result.stderr.fnmatch_lines([f"ERROR: {told.replace('[', '[[]')}"])
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*INTERNALERROR*")


def test_options_win_over_the_ini_and_are_checked_too(shop: Project) -> None:
    shop.configure("bdd_driver = testclient", "bdd_timeout = 3")

    told = shop.run("features", "--bdd-driver", "asyncclient")
    told.stdout.fnmatch_lines(["acceptance: asyncclient on SQLite in memory"])

    wrong = shop.run("features", "--bdd-timeout", "-1")
    wrong.stderr.fnmatch_lines(["ERROR: bdd_timeout = '-1': expected a number of seconds above 0."])
    assert wrong.ret == pytest.ExitCode.USAGE_ERROR


def test_a_mistake_is_a_usage_error_for_parallel_workers_too(shop: Project) -> None:
    shop.configure("bdd_app = service:application")

    result = shop.run_apart("features", "-n", "2")

    assert "bdd_app = 'service:application': `service` has no `application`." in result.stderr.str()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "INTERNALERROR" not in result.stdout.str() + result.stderr.str()


def test_a_setting_of_another_type_is_told(shop: Project) -> None:
    (shop.path / "pytest.ini").unlink()
    shop.write("pyproject.toml", '[tool.pytest]\nasyncio_default_fixture_loop_scope = "session"\nbdd_timeout = 5\n')

    result = shop.run("features")

    result.stderr.fnmatch_lines(["ERROR: *config option 'bdd_timeout' expects a string, got int: 5"])
    assert result.ret == pytest.ExitCode.USAGE_ERROR


def test_nothing_is_needed_where_no_step_needs_it(shop: Project) -> None:
    shop.configure()

    shop.run("features").assert_outcomes(passed=1)


def test_what_a_step_needs_and_no_setting_names_is_told(shop: Project) -> None:
    shop.configure()
    shop.steps("""
        @given("a client")
        async def a_client(client): pass
        @given("records")
        async def some_records(records): pass
        @given("tokens")
        def some_tokens(tokens): pass
    """)
    shop.feature(
        "Feature: F\n"
        + "".join(f"  Scenario: {name}\n    Given {name}\n" for name in ("a client", "records", "tokens"))
    )

    result = shop.run("features")

    result.assert_outcomes(failed=3)
    told = [line for line in result.outlines if line.startswith("features/shop.feature:")]
    assert [line.partition(": ")[2].partition(",")[0] for line in told] == [
        "bdd_app is not set",
        "bdd_metadata is not set",
        "bdd_token_secret is not set",
    ]
    assert result.ret == pytest.ExitCode.TESTS_FAILED
