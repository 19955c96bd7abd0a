"""A thousand scenarios as a large service has them: two exchanges each, and some that fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steps.docs import Edition, Tracking, read_history, read_record, write_history
from tests.docs.recording import Json, Outcome, Recording, exchange

if TYPE_CHECKING:
    from steps.docs.model import Record


def _feature(number: int) -> str:
    scenarios = "\n".join(
        f"""
    @REQ-{number * 20 + index} @team-{index % 4}
    Scenario: Order {number:02}-{index:02} can be changed until it is sent
      Given "Customer {index}" ordered "{index + 1}" of article "A-{number:02}{index:02}"
      When they change the amount to "{index + 2}"
      Then the order is accepted
      And the invoice says "{index + 2}" of article "A-{number:02}{index:02}" """
        for index in range(20)
    )
    return f"""@orders
Feature: Changing orders of kind {number}
  Whoever orders may think again, as long as nothing has left the house.

  Rule: An order belongs to its customer
{scenarios}
"""


def _features() -> dict[str, str]:
    return {f"features/orders/kind_{number:02}.feature": _feature(number) for number in range(50)}


def _outcome(pickle: Json, text: str, _attempt: int) -> Outcome:
    order = {"article": "A-0101", "amount": 7, "customer": "Customer 7"}
    if "ordered" in text:
        return Outcome(exchanges=(exchange("POST", "/orders", 201, order, {"id": 4711, **order}),))
    if "change" in text:
        return Outcome(exchanges=(exchange("PATCH", "/orders/4711", 200, {"amount": 8}, {"id": 4711, **order}),))
    if "accepted" in text and "-07 can" in pickle["name"]:
        return Outcome("FAILED", "AssertionError: The order is accepted\nassert 409 == 200")
    return Outcome()


def _earlier(_pickle: Json, _text: str, _attempt: int) -> Outcome:
    return Outcome()


def thousandfold_edition(record: Record) -> Edition:
    """Tell beside the record what changed since an older one, twenty runs, and where a thousand requirements are kept."""
    features = {
        uri: text.replace("is accepted", "was taken") if "7" in uri else text for uri, text in _features().items()
    }
    earlier = read_record([Recording(features, _earlier, started=1_787_500_000).lines()])
    history = read_history([write_history(earlier), write_history(record)] * 10)
    return Edition(baseline=earlier, history=history, tracking=Tracking("@REQ-[0-9]+", "https://tracker.example/{tag}"))


def thousand_scenarios() -> Recording:
    """Record fifty features of twenty scenarios."""
    return Recording(_features(), _outcome, facts={"driver": "asyncclient", "service": "Orders"})
