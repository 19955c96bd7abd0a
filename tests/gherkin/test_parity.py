"""pytest-bdd stays the public face: its hooks, fixtures, parsers and plugins work as they do under plain pytest-bdd."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest

    from tests.conftest import Project

FEATURE = """
    @shop @slow
    Feature: Shop
      It sells.

      Background:
        Given a shop

      @rule
      Rule: Prices hold

        Background:
          Given prices
            | name | price |
            | pear | 1     |

        @one
        Scenario: Passes
          Buyers like it.

          When 2 pears are bought
          Then a note reads
            \"\"\"
            thanks
            \"\"\"
          * a shop
          But red apples are left

        Scenario: Fails
          When 2 pears are bought
          Then it breaks
          And a shop

        Scenario: Fails in words
          Then it fails in words

        Scenario: Fails in a fixture
          Then a broken fixture is used

        Scenario: Fails in a converter
          When pears are bought for nothing

        Scenario: Is skipped
          Then it is skipped
          And a shop

      @outline
      Scenario Outline: Buys <number>
        When <number> pears are bought
        Then a note reads
          \"\"\"
          <number> thanks
          \"\"\"
        @few
        Examples: few
          | number | other |
          | 2      | a     |
          | 3      | b     |
        @many
        Examples:
          | number | other |
          | 3      | a     |
"""

MARKERS = "markers =\n  shop\n  slow\n  rule\n  one\n  outline\n  few\n  many"

STEPS = """
    import json, types
    LOG = []

    def described(value):
        kind = type(value).__name__
        if kind == "Feature":
            return [kind, value.name, value.rel_filename, value.language, value.keyword, sorted(value.tags), value.description,
                value.line_number, described(value.background), [described(each) for each in value.scenarios.values()]]
        if kind in ("Scenario", "ScenarioTemplate"):
            return [kind, value.name, value.keyword, value.line_number, value.description, sorted(value.tags),
                described(value.rule), [described(step) for step in value.steps], value.feature.name,
                [[e.line_number, e.name, list(map(str, e.example_params)), list(map(list, e.examples)), sorted(e.tags)]
                 for e in getattr(value, "examples", ())]]
        if kind == "Rule":
            return [kind, value.name, value.keyword, value.description, sorted(value.tags)]
        if kind == "Background":
            return [kind, value.line_number, [described(step) for step in value.steps]]
        if kind == "Step":
            return [kind, value.name, value.type, value.keyword, value.line_number, value.indent, value.docstring,
                value.datatable and [list(row) for row in value.datatable.raw()], str(value)]
        if isinstance(value, types.FunctionType):
            return value.__name__
        if isinstance(value, BaseException):
            return [kind, str(value).partition("\\n")[0]]
        if isinstance(value, dict):
            return {name: described(part) for name, part in value.items()}
        if kind == "TopRequest":
            return [kind, value.node.name.partition("[")[0] and True]
        return repr(value)

    def log(hook, **about):
        LOG.append([hook, described(about)])

    def pytest_bdd_before_scenario(request, feature, scenario):
        log("before_scenario", request=request, feature=feature, scenario=scenario)
    def pytest_bdd_after_scenario(request, feature, scenario):
        log("after_scenario", request=request, feature=feature, scenario=scenario)
    def pytest_bdd_before_step(request, feature, scenario, step, step_func):
        log("before_step", request=request, scenario=scenario.name, step=step, step_func=step_func)
    def pytest_bdd_before_step_call(request, feature, scenario, step, step_func, step_func_args):
        log("before_step_call", scenario=scenario.name, step=step, step_func=step_func, args=step_func_args)
    def pytest_bdd_after_step(request, feature, scenario, step, step_func, step_func_args):
        log("after_step", scenario=scenario.name, step=step, step_func=step_func, args=step_func_args)
    def pytest_bdd_step_error(request, feature, scenario, step, step_func, step_func_args, exception):
        log("step_error", scenario=scenario.name, step=step, step_func=step_func, args=step_func_args, exception=exception)

    def pytest_sessionfinish(session):
        (session.config.invocation_params.dir / "log.json").write_text(json.dumps(LOG))

    @pytest.fixture
    def stock():
        LOG.append("stock made")
        yield 10
        LOG.append("stock gone")

    @pytest.fixture
    def broken(): raise RuntimeError("no fixture")

    @step("a shop", target_fixture="shop")
    def a_shop(stock):
        LOG.append("a shop")
        yield "shop"
        LOG.append("shop closed")

    @given("prices")
    def prices(datatable, request): assert request.getfixturevalue("shop") == "shop"

    @when(parsers.parse("{number:d} pears are bought"), target_fixture="bought", converters={"number": lambda n: n * 10})
    def buy(number, stock, shop="default"): return number + (shop == "default")

    @when(parsers.re("(?P<what>pears) are bought for (?P<price>.*)"), converters={"price": int})
    def buy_for(what, price): pass

    @then("a note reads")
    def note(docstring, bought): assert bought in (21, 31)

    @then(parsers.cfparse("{colours:Colour+} apples are left", extra_types={"Colour": str.upper}))
    def left(colours): pass

    @then("it breaks")
    def breaks(bought): raise ValueError("broken")

    @then("it fails in words")
    def fails(): pytest.fail("in words")

    @then("a broken fixture is used")
    def uses_broken(broken): pass

    @then("it is skipped")
    def skips(): pytest.skip("not today")
"""


def test_hooks_fire_with_the_arguments_and_in_the_order_of_pytest_bdd(project: Project) -> None:
    project.steps(STEPS)
    project.feature(FEATURE)
    project.write("test_bound.py", "from pytest_bdd import scenarios\nscenarios('features')\n")
    project.configure(MARKERS)

    plain = project.run("test_bound.py", "-p", "no:steps.plugin")
    by_pytest_bdd = _log(project)
    own = project.run("features")

    plain.assert_outcomes(passed=4, failed=4, skipped=1)
    own.assert_outcomes(passed=4, failed=4, skipped=1)
    assert _log(project) == by_pytest_bdd


def _log(project: Project) -> Any:
    return json.loads((project.path / "log.json").read_text())


def test_the_reporters_of_pytest_bdd_work(project: Project) -> None:
    project.steps(STEPS)
    project.feature(FEATURE)
    project.write("test_bound.py", "from pytest_bdd import scenarios\nscenarios('features')\n")
    project.configure(MARKERS)
    reporting = ("--cucumberjson=cucumber.json", "--gherkin-terminal-reporter", "-vv")

    plain = project.run("test_bound.py", "-p", "no:steps.plugin", *reporting)
    by_pytest_bdd = _cucumber_json(project)
    own = project.run("features", *reporting)

    assert _cucumber_json(project) == by_pytest_bdd
    assert _gherkin_lines(own) == _gherkin_lines(plain) != []


def _cucumber_json(project: Project) -> Any:
    """Read the report without what a run gives differently: names of items, durations, and how a failure is shown."""
    return json.loads(
        (project.path / "cucumber.json").read_text(),
        object_hook=lambda node: {
            name: part for name, part in node.items() if name not in ("duration", "error_message", "id")
        },
    )


def _gherkin_lines(result: pytest.RunResult) -> list[str]:
    shown = result.stdout.str().partition("= FAILURES")[0].splitlines()
    return [line for line in shown if line.startswith(("Feature:", "    Scenario", "        "))]


def test_fixtures_reach_steps_as_in_pytest(project: Project) -> None:
    project.configure("usefixtures = asked_by_ini")
    project.steps("""
        LOG = []

        @pytest.fixture
        def asked_by_ini(): LOG.append("ini")
        @pytest.fixture
        def asked_by_tag(): LOG.append("tag")
        @pytest.fixture(autouse=True)
        def always(request): LOG.append(f"always {request.node.name}")
        @pytest.fixture(scope="session")
        def of_session(): LOG.append("session"); yield "s"; print("LOG session ended")
        @pytest.fixture(scope="module")
        def of_module(request, of_session):
            LOG.append(f"module {request.module.__name__} {request.path.name}")
            yield "m"
            print("LOG module ended")

        def pytest_bdd_apply_tag(tag, function):
            if tag == "needs_fixture":
                pytest.mark.usefixtures("asked_by_tag")(function)
                return True

        @given("fixtures")
        def fixtures(of_module, of_session, request):
            assert (of_module, of_session) == ("m", "s")
            assert request.cls is None
            assert request.getfixturevalue("of_module") == "m"

        @then(parsers.parse("the log is {log}"))
        def log_is(log):
            assert ", ".join(LOG) == log
            LOG.clear()
    """)
    project.feature("""
        Feature: F
          Scenario: One
            Given fixtures
            Then the log is ini, always One, session, module shop shop.feature
          @needs_fixture
          Scenario: Two
            Given fixtures
            Then the log is ini, always Two, tag
          Scenario: Three
            Then the log is ini, always Three
    """)
    project.feature(
        """
        Feature: G
          Scenario: Four
            Given fixtures
            Then the log is ini, always Four, module other other.feature
        """,
        "z/other",
    )

    result = project.run("features", "-s")

    result.assert_outcomes(passed=4)
    ends = [line for line in result.stdout.str().replace(".LOG", "\nLOG").splitlines() if line.startswith("LOG")]
    assert ends == ["LOG module ended", "LOG module ended", "LOG session ended"]


def test_target_fixtures_are_visible_to_whatever_is_requested_later(project: Project) -> None:
    project.steps("""
        @pytest.fixture
        def price(): return 1
        @pytest.fixture
        def total(price, request): return price + request.getfixturevalue("price")
        @pytest.fixture
        async def early(price): return price

        @given("nothing is set", target_fixture="seen")
        def nothing(price, early): return (price, early)

        @given(parsers.parse("the price is {number:d}"), target_fixture="price")
        async def set_price(number): return number

        @given("a generator sets the price", target_fixture="price")
        def generate_price():
            yield 7

        @then(parsers.parse("the total is {number:d}"))
        def total_is(number, total, price, request):
            assert total == number
            assert request.getfixturevalue("price") == price

        @then(parsers.parse("the price was seen as {number:d}"))
        def seen_as(number, seen, early): assert (seen, early) == ((number, number), number)

        @then(parsers.parse("the price is now {number:d}"))
        def now(number, price): assert price == number
    """)
    project.configure(asyncio_mode="auto")
    project.feature("""
        Feature: F
          Scenario: One
            Given the price is 4
            Then the total is 8
          Scenario: Two
            Then the total is 2
          Scenario: Three
            Given nothing is set
            And the price is 4
            And the price is 5
            Then the price is now 5
            And the price was seen as 1
            And the total is 10
          Scenario: Four
            Given a generator sets the price
            Then the total is 14
    """)

    project.run("features").assert_outcomes(passed=4)


def test_a_fixture_of_wide_scope_cannot_see_what_a_step_has_set(project: Project) -> None:
    project.steps("""
        @pytest.fixture(scope="module")
        def wide(price): return price

        @given("a price", target_fixture="price")
        def price(): return 1

        @then("it is used widely")
        def used(wide): pass
    """)
    project.feature("Feature: F\n  Scenario: One\n    Given a price\n    Then it is used widely\n")

    result = project.run("features")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*ScopeMismatch*price*"])


def test_the_closest_definition_of_a_sentence_wins(project: Project) -> None:
    project.configure("bdd_steps = vocabulary")
    project.steps(
        """
        @then("who wins")
        def wins(): assert 0, "vocabulary"
        @then(parsers.parse("the {one} wins"))
        def one(one): assert 0, "vocabulary"
        @then("the module is seen")
        def seen(): pass
        """,
        "vocabulary.py",
    )
    project.steps("""
        @then("who wins")
        def wins(): assert 0, "root"
        @then(parsers.parse("the {one} wins"))
        def one(one): pass
    """)
    project.steps('@then("who wins")\ndef wins(): pass\n', "features/near/conftest.py")
    project.feature(
        "Feature: F\n  Scenario: One\n    Then who wins\n    And the near wins\n    And the module is seen", "near/a"
    )
    project.feature("Feature: F\n  Scenario: One\n    Then the root wins\n    And who wins", "b")

    result = project.run("features")

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["features/b.feature:4: root"])


def test_the_plugin_may_be_named_by_a_conftest_too(project: Project) -> None:
    project.steps('pytest_plugins = ["steps.plugin"]\n@then("it runs")\nasync def runs(): pass\n')
    project.feature("Feature: F\n  Scenario: One\n    Then it runs")

    for arguments in ((), ("-p", "steps.plugin"), ("-p", "no:steps.plugin")):
        result = project.run("features", *arguments)
        result.assert_outcomes(**({} if "no:steps.plugin" in arguments else {"passed": 1}))
