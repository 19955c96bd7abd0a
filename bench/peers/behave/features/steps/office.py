from behave import given, then, when
from behave.runner import Context


# <definition>
@given("the office is open on day_000")
def open_office_000(context: Context) -> None: ...


@when('room_000 is booked by "{username}"')
def book_room_000(context: Context, username: str) -> None: ...


@then('"{username}" has read notice_000')
def check_notice_000(context: Context, username: str) -> None: ...


# </definition>
