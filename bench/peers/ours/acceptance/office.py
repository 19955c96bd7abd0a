from pytest_bdd import given, parsers, then, when


# <definition>
@given("the office is open on day_000")
def open_office_000() -> None: ...


@when(parsers.parse('room_000 is booked by "{username}"'))
def book_room_000(username: str) -> None: ...


@then(parsers.parse('"{username}" has read notice_000'))
def check_notice_000(username: str) -> None: ...


# </definition>
