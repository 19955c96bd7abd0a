"""The samples of the kit that run here, each with its step definitions, and the reasons of those that do not."""

ORDERS = """
@given(parsers.parse('an order for "{name}"'))
def order(name): pass
"""
ACTIONS = """
@when("an action")
def action(): pass
@then("an outcome")
def outcome(): pass
"""
TWO_HOOKS = """
@pytest.fixture(autouse=True, scope="session")
def a_hook():
    pass
    yield
@pytest.fixture(autouse=True, scope="session")
def b_hook():
    pass
    yield
"""
PASSES = """
@when("a step passes")
def passes(): pass
"""
FAILS = """
@when("a step fails")
def fails(): raise Exception("Exception in step")
"""
HOOK = """
@pytest.fixture(autouse=True)
def hook():
    pass
    yield
"""

STEPS = {
    "attachments": """
import base64, pathlib
@when(parsers.parse('the string "{text}" is attached as "{media_type}"'))
def attach_text(text, media_type, attach): attach(text, media_type)
@when(parsers.parse('the string "{text}" is logged'))
def log(text, attach): attach(text, "text/x.cucumber.log+plain")
@when("text with ANSI escapes is logged")
def log_colours(attach):
    colours = {"r": 31, "a": 91, "i": 33, "n": 32, "b": 34, "o": 95, "w": 35}
    word = "".join(f"\\x1b[{colour}m{letter}\\x1b[0m" for letter, colour in colours.items())
    attach(f"This displays a {word}", "text/x.cucumber.log+plain")
@when(parsers.parse('the following string is attached as "{media_type}":'))
def attach_doc_string(media_type, docstring, attach): attach(docstring, media_type)
@when(parsers.parse('an array with {size:d} bytes is attached as "{media_type}"'))
def attach_bytes(size, media_type, attach): attach(bytes(range(size)), media_type)
@when("a PDF document is attached and renamed")
def attach_document(attach): attach(pathlib.Path("features/document.pdf").read_bytes(), "application/pdf", "renamed.pdf")
@when(parsers.parse('a link to "{url}" is attached'))
def attach_link(url, attach): attach(url, "text/uri-list")
@when(parsers.parse('the string "{text}" is attached as "{media_type}" before a failure'))
def attach_and_fail(text, media_type, attach):
    attach(text, media_type)
    raise Exception("whoops")
""",
    "backgrounds": ORDERS + ACTIONS,
    "cdata": """
@given(parsers.parse("I have {number:d} <![CDATA[cukes]]> in my belly"))
def cukes(number): pass
""",
    "data-tables": """
@when("the following table is transposed:", target_fixture="transposed")
def transpose(datatable): return [list(row) for row in zip(*datatable)]
@then("it should be:")
def compare(datatable, transposed): assert transposed == datatable
""",
    "data-tables-doc-strings": """
@given("a step with a data table a doc string")
def first(datatable, docstring): pass
@given("a step with a doc string a data table")
def second(datatable, docstring): pass
""",
    "data-tables-with-expression": """
@given(parsers.parse('a "{name}" with a table'))
def table(name, datatable): pass
""",
    "doc-strings": """
@given("a doc string:")
def text(docstring): pass
""",
    "doc-strings-with-expression": """
@given(parsers.parse('a "{name}" with a doc string:'))
def text(name, docstring): pass
""",
    "examples-tables": """
@given(parsers.parse("there are {count:d} cucumbers"), target_fixture="cucumbers")
def cucumbers(count): return count
@given(parsers.parse("there are {count:d} friends"), target_fixture="friends")
def friends(count): return count
@when(parsers.parse("I eat {count:d} cucumbers"), target_fixture="left")
def eat(count, cucumbers): return cucumbers - count
@then(parsers.parse("I should have {count:d} cucumbers"))
def compare(count, left): assert left == count
@then(parsers.parse("each person can eat {count:d} cucumbers"))
def share(count, cucumbers, friends): assert cucumbers // (friends + 1) == count
""",
    "examples-tables-attachment": """
import pathlib
@when("a JPEG image is attached")
def jpeg(attach): attach(pathlib.Path("features/cucumber.jpeg").read_bytes(), "image/jpeg")
@when("a PNG image is attached")
def png(attach): attach(pathlib.Path("features/cucumber.png").read_bytes(), "image/png")
""",
    "global-hooks": TWO_HOOKS + PASSES + FAILS,
    "global-hooks-afterall-error": TWO_HOOKS
    + """\
    raise Exception("AfterAll hook went wrong")
@pytest.fixture(autouse=True, scope="session")
def c_hook():
    yield
"""
    + PASSES,
    "hooks": HOOK + PASSES + FAILS,
    "hooks-attachment": """
import pathlib
@pytest.fixture(autouse=True)
def hook(attach):
    image = pathlib.Path("features/cucumber.svg").read_bytes()
    attach(image, "image/svg+xml")
    yield
    attach(image, "image/svg+xml")
"""
    + PASSES,
    "hooks-conditional": """
def pytest_bdd_apply_tag(tag, function):
    names = {"passing-hook": ["passing_before", "passing_after"]}.get(tag, [tag.replace("-", "_")])
    pytest.mark.usefixtures(*names)(function)
    return True
@pytest.fixture
def passing_before():
    pass
@pytest.fixture
def fail_before():
    raise Exception("Exception in conditional hook")
@pytest.fixture
def fail_after():
    yield
    raise Exception("Exception in conditional hook")
@pytest.fixture
def passing_after():
    yield
"""
    + PASSES,
    "hooks-named": '''
@pytest.fixture(autouse=True)
def hook():
    """A named hook."""
    pass
    yield
'''
    + PASSES,
    "minimal": """
@given(parsers.parse("I have {number:d} cukes in my belly"))
def cukes(number): pass
""",
    "multiple-features": ORDERS,
    "multiple-features-reversed": """
def pytest_collection_modifyitems(items): items.reverse()
"""
    + ORDERS,
    "parameter-types": """
@given(parsers.parse("{flight} has been delayed"))
def delay(flight): assert flight.split("-") == ["LHR", "CDG"]
""",
    "pending": """
@given("an implemented non-pending step")
def implemented(): pass
@given("an implemented step that is skipped")
def skipped(): pass
@given("an unimplemented pending step")
def pending(): raise NotImplementedError
""",
    "pending-exception": """
@given("an unimplemented pending step")
def pending(): raise NotImplementedError("TODO")
""",
    "regular-expression": """
@given(parsers.re(r"^a (?P<first>.*?)(?: and a (?P<second>.*?))?(?: and a (?P<third>.*?))?$"))
def vegetables(first, second, third): pass
""",
    "retry": """
from itertools import count
second, third = count(1), count(1)
@given("a step that always passes")
def always(): pass
@given("a step that passes the second time")
def passes_second():
    if next(second) < 2: raise Exception("Exception in step")
@given("a step that passes the third time")
def passes_third():
    if next(third) < 3: raise Exception("Exception in step")
@given("a step that always fails")
def never(): raise Exception("Exception in step")
""",
    "retry-pending": """
@given("a pending step")
def pending(): raise NotImplementedError
""",
    "rules": """
@given(parsers.parse("the customer has {money:d} cents"), target_fixture="money")
def money(money): return money
@given("there are chocolate bars in stock", target_fixture="stock")
def full(): return ["Mars"]
@given("there are no chocolate bars in stock", target_fixture="stock")
def empty(): return []
@when(parsers.parse("the customer tries to buy a {price:d} cent chocolate bar"), target_fixture="sold")
def buy(price, money, stock): return bool(stock) and money >= price
@then("the sale should not happen")
def refused(sold): assert not sold
@then("the sale should happen")
def sold(sold): assert sold
""",
    "skipped": """
@given("a step that does not skip")
def runs(): pass
@given("a step that is skipped")
def skipped(): pass
@given("I skip a step")
def skips(): pytest.skip()
""",
    "skipped-exception": """
@given("I skip a step")
def skips(): pytest.skip("skipping")
""",
    "skipped-failing-hook": """
@given("a step that skips")
def skips(): pytest.skip()
@pytest.fixture(autouse=True)
def hook():
    yield
    raise Exception("whoops")
""",
    "stack-traces": """
@when("a step throws an exception")
def throws(): raise Exception("BOOM")
""",
    "test-run-exception": """
def pytest_runtestloop(session): raise Exception("Whoops!")
@given("a step")
def passes(): pass
""",
    "unused-steps": """
@given("a step that is used")
def used(): pass
@given("a step that is not used")
def unused(): pass
""",
}

ARGUMENTS = {
    "retry": ["--reruns", "2"],
    "retry-pending": ["--reruns", "2", "--rerun-except", "NotImplementedError"],
}

UNDEFINED = "an undefined step is an error of collection here: nothing of the file runs, and the record says so"
AMBIGUOUS = "a step that several definitions match is an error of collection here"
NOT_EQUAL = {
    "all-statuses": UNDEFINED,
    "ambiguous": AMBIGUOUS,
    "empty": "a scenario without steps proves nothing, and is an error of collection here",
    "examples-tables-undefined": UNDEFINED,
    "examples-tables-undefined-multiple": UNDEFINED,
    "failedish-combinations": UNDEFINED,
    "global-hooks-attachments": "`attach` belongs to a scenario; a fixture of the session cannot have it",
    "global-hooks-beforeall-error": "pytest tries the scenarios all the same, and each fails by its set-up",
    "hooks-skipped": "pytest sets nothing up any more after a fixture has skipped the scenario",
    "hooks-undefined": UNDEFINED,
    "markdown": "Markdown with Gherkin is not collected: `.feature` files alone are",
    "retry-ambiguous": AMBIGUOUS,
    "retry-undefined": UNDEFINED,
    "rules-backgrounds": "its rule and scenarios have no names, which is an error of collection here",
    "undefined": UNDEFINED,
    "undefined-multiple": UNDEFINED,
    "unknown-parameter-type": "a type that nobody defined breaks the import of the step definitions in pytest-bdd",
}
