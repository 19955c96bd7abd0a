"""The sentences that `features_correct` and `features_broken` use. They do nothing: what is tried is how they are found."""

from pytest_bdd import given, parsers, then, when


@given("nobody is registered")
def nobody() -> None:
    """Start without users."""


@given(parsers.parse("{name} is registered as a {job}"))
@given(parsers.parse("{name} is registered as an {job}"))
@given(parsers.parse("{name} ist als {job} angemeldet"))
@given(parsers.parse("{name} est inscrite comme {job}"))
@given(parsers.parse("{name} está registrada como {job}"))
@given(parsers.parse("{name}は{job}として登録されている"))
@given(parsers.parse("{name}已注册为{job}"))
@given(parsers.parse("{name} مسجلة بصفة {job}"))
def registered(name: str, job: str) -> None:
    """Register a user."""


@given("these users are registered:")
def table(datatable: list[list[str]]) -> None:
    """Register the users of a table: name and job."""


@given("the service answers with this text:")
def text(docstring: str) -> None:
    """Prepare an answer."""


@given("the service answers with this text for these users:")
def text_for_users(docstring: str, datatable: list[list[str]]) -> None:
    """Prepare an answer for some."""


@when(parsers.parse("someone registers {name} as a {job}"))
def register(name: str, job: str) -> None:
    """Register a user."""


@when(parsers.parse("someone looks up {name}"))
@when(parsers.parse("jemand {name} sucht"))
@when(parsers.parse("quelqu'un cherche {name}"))
@when(parsers.parse("alguien busca a {name}"))
@when(parsers.parse("{name}を検索する"))
@when(parsers.parse("有人查找{name}"))
@when(parsers.parse("يبحث أحد عن {name}"))
def look_up(name: str) -> None:
    """Look a user up."""


@when(parsers.parse('{count:d} people register "{name}" at the same moment'))
def race(count: int, name: str) -> None:
    """Register one name many times at once."""


@when("Alice leaves for good")
def leave_for_good() -> None:
    """Leave, one way."""


@when(parsers.parse("{name} leaves for {reason}"))
def leave(name: str, reason: str) -> None:
    """Leave, another way."""


@then("nobody is found")
@then("wird niemand gefunden")
@then("personne n'est trouvé")
def nobody_found() -> None:
    """Find nobody."""
    assert True


@then("exactly one registration is accepted")
def one_accepted() -> None:
    """Accept one."""
    assert True


@then(parsers.parse("the answer is {job}"))
@then(parsers.parse("ist die Antwort {job}"))
@then(parsers.parse("la réponse est {job}"))
@then(parsers.parse("la respuesta es {job}"))
@then(parsers.parse("{job}と答える"))
@then(parsers.parse("回答是{job}"))
@then(parsers.parse("الجواب هو {job}"))
def answer(job: str) -> None:
    """Answer with the job."""
    assert job


@then(parsers.parse('the registration is refused: "{reason}"'))
def refused(reason: str) -> None:
    """Refuse."""
    assert reason
