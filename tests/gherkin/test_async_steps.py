"""Whatever a step returns is awaited: a step is never green without having run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Project

# Every way to write a step whose check does not hold; `<sentence>` is one of them.
RED_STEPS = """
    def passing_through(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            return function(*args, **kwargs)
        return wrapper

    async def check_async(): await asyncio.sleep(0); assert 1 == 2
    async def check_async_generator():
        assert 1 == 2
        yield
    def check_generator():
        assert 1 == 2
        yield

    class Checks:
        def __init__(self, check): self.check = check
        def __call__(self): return self.check()

    class AsyncCall:
        async def __call__(self): assert 1 == 2

    class Awaitable:
        def __await__(self):
            yield from asyncio.sleep(0).__await__()
            assert 1 == 2

    then("a coroutine")(check_async)
    then("a decorated coroutine")(passing_through(check_async))
    then("a partial coroutine")(functools.partial(check_async))
    then("a callable that returns a coroutine")(Checks(check_async))
    then("an async callable")(AsyncCall())
    then("an awaitable")(lambda: Awaitable())
    then("a future")(lambda event_loop_of_steps: event_loop_of_steps.create_task(check_async()))
    then("an async generator")(check_async_generator)
    then("a decorated async generator")(passing_through(check_async_generator))
    then("a partial async generator")(functools.partial(check_async_generator))
    then("a generator")(check_generator)
    then("a decorated generator")(passing_through(check_generator))
    then("a partial generator")(functools.partial(check_generator))
    then("a callable that returns a generator")(Checks(check_generator))
"""
RED_SENTENCES = (
    "a coroutine",
    "a decorated coroutine",
    "a partial coroutine",
    "a callable that returns a coroutine",
    "an async callable",
    "an awaitable",
    "a future",
    "an async generator",
    "a decorated async generator",
    "a partial async generator",
    "a generator",
    "a decorated generator",
    "a partial generator",
    "a callable that returns a generator",
)
OUTLINE = "Feature: F\n  Scenario Outline: One\n    Then <sentence>\n    Examples:\n      | sentence |\n" + "".join(
    f"      | {sentence} |\n" for sentence in RED_SENTENCES
)


@pytest.mark.parametrize("asyncio_mode", ["strict", "auto"])
def test_every_kind_of_step_runs(project: Project, asyncio_mode: str) -> None:
    project.configure(asyncio_mode=asyncio_mode)
    project.steps(RED_STEPS)
    project.feature(OUTLINE)

    result = project.run("features")

    result.assert_outcomes(failed=len(RED_SENTENCES))


def test_every_kind_of_step_runs_in_a_suite_of_pytest_bdd(project: Project) -> None:
    project.steps(RED_STEPS)
    project.write("bound/shop.feature", OUTLINE)
    project.write(
        "test_bound.py",
        """
        from pytest_bdd import scenario, scenarios
        scenarios("bound")
        @scenario("bound/shop.feature", "One")
        def test_one(): pass
        """,
    )

    result = project.run("test_bound.py")

    # pytest-bdd takes a generator that comes from no generator function for a value.
    result.assert_outcomes(failed=len(RED_SENTENCES) - 1, passed=1)


def test_an_async_scenario_function_of_pytest_bdd_is_not_green_unrun(project: Project) -> None:
    project.steps("""
        @then("a shop")
        async def a_shop(): pass
    """)
    project.write("bound/shop.feature", "Feature: F\n  Scenario: One\n    Then a shop\n")
    project.write(
        "test_bound.py",
        """
        from pytest_bdd import scenario
        @scenario("bound/shop.feature", "One")
        async def test_one(): assert 1 == 2
        """,
    )

    assert project.run("test_bound.py").ret == pytest.ExitCode.TESTS_FAILED


TEARDOWNS = """
    LOG = []

    @given("an async generator", target_fixture="value")
    async def one():
        await asyncio.sleep(0)
        yield "a"
        await asyncio.sleep(0)
        LOG.append("async generator ended")

    @given("a generator", target_fixture="other")
    def two():
        yield "b"
        LOG.append("generator ended")

    @given("a fixture")
    def three(thing): pass

    @pytest.fixture
    def thing():
        yield
        LOG.append("fixture ended")

    @then("they are there")
    def there(value, other):
        assert (value, other) == ("a", "b")
        assert LOG == []

    @then("it fails")
    async def fails(): raise ValueError("no")

    def pytest_runtest_logfinish(nodeid):
        print("LOG", *LOG, sep=" | ")
        LOG.clear()
"""
TEARDOWN_FEATURE = """
    Feature: F
      Background:
        Given a fixture
        And an async generator
        And a generator
      Scenario: Passes
        Then they are there
      Scenario: Fails
        Then they are there
        And it fails
"""


@pytest.mark.parametrize("bound_by", ["collection", "scenarios"])
def test_what_stands_behind_a_yield_runs_at_the_end_also_after_a_failure(project: Project, bound_by: str) -> None:
    project.steps(TEARDOWNS)
    project.feature(TEARDOWN_FEATURE)
    project.write("test_bound.py", "from pytest_bdd import scenarios\nscenarios('features')\n")

    result = project.run("-s", "features" if bound_by == "collection" else "test_bound.py")

    result.assert_outcomes(passed=1, failed=1)
    ends = [line for line in result.outlines if "LOG" in line]
    assert [line.partition("LOG")[2] for line in ends] == [
        " | generator ended | async generator ended | fixture ended"
    ] * 2


def test_a_step_that_yields_twice_or_fails_behind_its_yield_is_red(project: Project) -> None:
    project.steps("""
        @given("an async step that yields twice")
        async def one():
            yield
            yield

        @given("a step that yields twice")
        def two():
            yield
            yield

        @given("an async step that fails behind")
        async def three():
            yield
            assert "behind" == "async"

        @given("a step that fails behind")
        def four():
            yield
            assert "behind" == "sync"

        @given("a step that yields nothing")
        def five():
            if False: yield

        @given("an async step that yields nothing")
        async def six():
            if False: yield
    """)
    sentences = (
        "an async step that yields twice",
        "a step that yields twice",
        "an async step that fails behind",
        "a step that fails behind",
        "a step that yields nothing",
        "an async step that yields nothing",
    )
    scenarios = "".join(f"  Scenario: {each}\n    Given {each}\n" for each in sentences)
    project.feature(f"Feature: F\n{scenarios}")

    result = project.run("features")

    result.assert_outcomes(passed=4, errors=4, failed=2)
    result.stdout.fnmatch_lines(["*The step function five yields nothing.", "*The step function six yields nothing."])
    result.stdout.no_fnmatch_line("*StopAsyncIteration*")


def test_async_fixtures_are_made_on_the_loop_of_the_steps(project: Project) -> None:
    project.configure(asyncio_mode="auto")
    project.steps("""
        import pytest_asyncio
        def loop_now(): return asyncio.get_running_loop()

        @pytest_asyncio.fixture
        async def explicit(): yield loop_now()
        @pytest.fixture
        async def plain(): return loop_now()
        @pytest.fixture(scope="session")
        async def wide(): yield loop_now()
        @pytest.fixture(autouse=True)
        async def always(): yield

        @given("fixtures")
        async def fixtures(explicit, plain, wide, event_loop_of_steps):
            assert {explicit, plain, wide, event_loop_of_steps} == {loop_now()}

        @given("fixtures of a sync step")
        def sync_fixtures(explicit, plain, wide, event_loop_of_steps):
            assert {explicit, plain, wide} == {event_loop_of_steps}
    """)
    project.feature("""
        Feature: F
          Scenario: One
            Given fixtures
          Scenario: Two
            Given fixtures of a sync step
            And fixtures
    """)
    project.write(
        "test_own.py",
        """
        import asyncio, pytest
        @pytest.mark.asyncio(loop_scope="session")
        async def test_own(event_loop_of_steps): assert asyncio.get_running_loop() is event_loop_of_steps
        async def test_other(): pass
        """,
    )

    project.run("features", "test_own.py").assert_outcomes(passed=4)


def test_the_steps_of_a_scenario_share_context_variables_and_scenarios_do_not(project: Project) -> None:
    project.steps("""
        WHO = contextvars.ContextVar("who", default="nobody")
        SEEN = []

        @given(parsers.parse("{name} is here"))
        async def here(name): WHO.set(name)

        @given(parsers.parse("{name} came"))
        def came(name): WHO.set(name)

        @given(parsers.parse("{name} stays a while"))
        async def stays(name):
            WHO.set(name)
            yield
            assert WHO.get() == "the last"

        @given(parsers.parse("{name} sits a while"))
        def sits(name):
            WHO.set(name)
            yield
            assert WHO.get() == "the last"

        @then(parsers.parse("{name} is seen"))
        def seen(name): assert WHO.get() == name

        @then(parsers.parse("{name} is seen later"))
        async def seen_later(name): assert WHO.get() == name
    """)
    project.feature(
        """
        Feature: F
          Scenario Outline: <how>
            Then nobody is seen
            And nobody is seen later
            When ann <how>
            Then ann is seen
            And ann is seen later
            When the last came
            Examples:
              | how           |
              | is here       |
              | came          |
              | stays a while |
              | sits a while  |
    """.replace("When", "Given")
    )

    project.run("features").assert_outcomes(passed=4)
