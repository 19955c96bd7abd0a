"""Features run beside a project's own suites, whatever its pytest settings are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Project

SERVICE = """
from fastapi import FastAPI
app = FastAPI()

@app.get("/hello")
async def hello(): return "hello"
"""
FEATURE = """
    Feature: Greeting
      Everyone is greeted.

      @smoke @concurrent
      Scenario: A greeting
        Given the house is ready
        When a client sends GET "/hello"
        Then the status is ok
"""
STEPS = """
    import pytest_asyncio

    @pytest_asyncio.fixture
    async def house(client):
        assert (await client.get("/hello")).status_code == 200
        yield asyncio.get_running_loop()

    @given("the house is ready")
    async def ready(house): assert house is asyncio.get_running_loop()
"""
OWN = """
    import asyncio, pytest, pytest_asyncio

    @pytest.fixture
    def answer(): return 42

    def test_plain(answer): assert answer == 42

    @pytest_asyncio.fixture
    async def own_loop(): return asyncio.get_running_loop()

    @pytest.mark.asyncio
    async def test_async(own_loop): await asyncio.sleep(0)

    @pytest.mark.parametrize("client", [1])
    def test_with_a_client_of_its_own(client): assert client == 1
"""
INI = "bdd_app = service:app\nbdd_steps = steps.api\npythonpath = .\n"
TOML = 'bdd_app = "service:app"\nbdd_steps = ["steps.api"]\npythonpath = ["."]\n'
FILES = {
    "pytest.ini": f"[pytest]\n{INI}",
    "tox.ini": f"[pytest]\n{INI}",
    "setup.cfg": f"[tool:pytest]\n{INI}",
    "pytest.toml": f"[pytest]\n{TOML}",
    "pyproject.toml": f"[tool.pytest]\n{TOML}",
    "pyproject.toml (older form)": f"[tool.pytest.ini_options]\n{TOML}",
}
OPTIONS = {
    "asyncio_strict": ["-o", "asyncio_mode=strict"],
    "asyncio_auto": ["-o", "asyncio_mode=auto"],
    "loop_of_the_session": ["-o", "asyncio_default_fixture_loop_scope=session"],
    "loop_of_the_function": ["-o", "asyncio_default_fixture_loop_scope=function"],
    "loop_of_the_module": ["-o", "asyncio_default_fixture_loop_scope=module"],
    "tests_on_the_loop_of_the_session": ["-o", "asyncio_default_test_loop_scope=session"],
    "testclient": ["--bdd-driver=testclient", "-o", "asyncio_default_fixture_loop_scope=function"],
    "strict_markers": ["--strict-markers"],
    "strict": ["-o", "strict=true"],
    "warnings_are_errors": ["-W", "error"],
    "importlib": ["--import-mode=importlib"],
}


@pytest.fixture
def house(project: Project) -> Project:
    (project.path / "pytest.ini").unlink()
    project.write("service.py", SERVICE)
    project.steps(STEPS)
    project.feature(FEATURE)
    project.write("tests/test_own.py", OWN)
    return project


@pytest.mark.parametrize("name", FILES)
def test_settings_may_stand_in_any_file_of_pytest(house: Project, name: str) -> None:
    house.write(name.partition(" ")[0], FILES[name])
    house.run_apart("-W", "error").assert_outcomes(passed=4)


@pytest.mark.parametrize("options", OPTIONS)
def test_features_run_beside_a_suite_with_any_options(house: Project, options: str) -> None:
    house.write("pyproject.toml", FILES["pyproject.toml"])
    house.run_apart(*OPTIONS[options]).assert_outcomes(passed=4)


def test_scenarios_that_pytest_bdd_has_bound_find_their_fixtures_on_the_same_loop(house: Project) -> None:
    house.write("pytest.ini", f"[pytest]\n{INI}asyncio_default_fixture_loop_scope = function\n")
    house.write("tests/test_bound.py", "from pytest_bdd import scenarios\nscenarios('../features')\n")
    house.run_apart("tests/test_bound.py").assert_outcomes(passed=1)


@pytest.mark.parametrize("fixture", ["client", "session", "records"])
def test_a_test_on_another_loop_than_the_service_is_told_what_to_set(house: Project, fixture: str) -> None:
    house.write("pytest.ini", f"[pytest]\n{INI}asyncio_default_fixture_loop_scope = function\n")
    house.write(
        "tests/test_own.py",
        f"""
        import pytest
        @pytest.mark.asyncio
        async def test_it({fixture}): pass
        @pytest.mark.asyncio(loop_scope="session")
        async def test_on_the_same_loop(client): await client.get("/hello")
    """,
    )
    result = house.run_apart("tests")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(
        [f"`{fixture}` lives on the event loop of the session, but this test runs on another *"]
    )
    result.stdout.fnmatch_lines(
        ['*: mark it @pytest.mark.asyncio(loop_scope="session"), or set *_loop_scope = session.']
    )


def test_a_client_of_another_kind_is_told_by_the_sentences(house: Project) -> None:
    house.write("pytest.ini", f"[pytest]\n{INI}")
    house.steps("""
        @pytest.fixture
        def client(): return object()
        @given("the house is ready")
        def ready(): pass
    """)
    result = house.run_apart("features")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["features/shop.feature:7: The fixture `client` of this project is of the type object, *rename it."]
    )


def test_a_test_with_a_client_of_its_own_runs_on_any_loop(house: Project) -> None:
    house.write("pytest.ini", f"[pytest]\n{INI}")
    house.write(
        "tests/test_own.py",
        """
        import pytest
        @pytest.fixture
        def client(): return 1
        @pytest.mark.asyncio
        async def test_it(client): assert client == 1
    """,
    )
    house.run_apart("tests").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("module", "told"),
    [
        ("def broken(", "sentences.py:1: SyntaxError: '(' was never closed"),
        ("\n1 / 0", "sentences.py:2: ZeroDivisionError: division by zero"),
        ("import nowhere_to_be_found", "sentences.py:1: ModuleNotFoundError: No module named 'nowhere_to_be_found'"),
        ("from pytest_bdd import whenever", "sentences.py:1: ImportError: cannot import name 'whenever'*"),
    ],
)
def test_a_module_of_sentences_that_cannot_be_imported_is_told_with_its_place(
    house: Project, module: str, told: str
) -> None:
    (house.path / "sentences.py").write_text(module)
    house.write("pytest.ini", "[pytest]\nbdd_steps = sentences\npythonpath = .\n")
    result = house.run_apart()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    sentence = "*bdd_steps = 'sentences': this module of step definitions cannot be imported: "
    result.stderr.fnmatch_lines([f"{sentence}{told}"])


def test_a_package_of_sentences_tells_which_of_its_modules_fails(house: Project) -> None:
    house.write("sentences/__init__.py", "")
    house.write("sentences/shop.py", "\n1 / 0\n")
    house.write("pytest.ini", "[pytest]\nbdd_steps = sentences\npythonpath = .\n")
    result = house.run_apart()
    result.stderr.fnmatch_lines(["*bdd_steps = 'sentences': *: sentences/shop.py:1: ZeroDivisionError: *"])
