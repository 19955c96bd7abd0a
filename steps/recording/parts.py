"""The parts of a record as a report carries them, from a parallel worker too."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from steps.combinations.choice import combination_of
from steps.gherkin.collection import INDEXES
from steps.recording.cases import Cases, Tried
from steps.recording.clock import now
from steps.recording.definitions import REMEMBERED, bind, describe_definitions

if TYPE_CHECKING:
    import pytest

    from steps.gherkin.definitions import StepDefinition
    from steps.recording.attempt import Attempt
    from steps.recording.surroundings import Surroundings

Json = dict[str, Any]


class Parts:
    """Tells one attempt after the other as messages, and each step definition once."""

    def __init__(self, config: pytest.Config, surroundings: Surroundings) -> None:
        self._config = config
        self._surroundings = surroundings
        self._declared = False
        self._drivers: dict[object, str] = {}
        worker = getattr(config, "workerinput", {}).get("workerid", "")
        self._cases = Cases(f"{worker}-" if worker else "", worker)
        # The scenarios of a run repeat their sentences.
        self._bind = lru_cache(REMEMBERED)(_bind)

    def part(self, attempt: Attempt) -> Json:
        """Tell an attempt, and what was set up and torn down around the run since the last one."""
        moment, pickle = now(), attempt.pickle
        bound = zip(pickle["steps"], attempt.item.definitions, strict=True)
        around, hooks = self._surroundings.take()
        tried = Tried(
            pickle=pickle["id"],
            number=attempt.number,
            driver=self.driver(attempt) if attempt.item.variant else "",
            started=attempt.started,
            ended=None if attempt.given_up else moment,
            before=attempt.before,
            steps=[{"pickleStepId": step["id"], **self._bind(found, step["text"])} for step, found in bound],
            events=attempt.events(moment),
            after=attempt.after,
        )
        messages = [
            *self._cases.around([event for event in around if event.sets_up]),
            *self._cases.attempt(tried),
            *self._cases.around([event for event in around if not event.sets_up]),
        ]
        return {"uri": pickle["uri"], "definitions": self.definitions(), "hooks": hooks, "messages": messages}

    def definitions(self) -> list[Json]:
        """Describe the definitions that were not told yet."""
        if self._declared:
            return []
        self._declared = True
        indexes = self._config.stash.get(INDEXES, {}).values()
        return [each for index in indexes for each in describe_definitions(index.definitions)]

    def driver(self, attempt: Attempt) -> str:
        """Name the driver and the database of an attempt."""
        variant = attempt.item.variant
        if variant not in self._drivers:
            self._drivers[variant] = str(combination_of(attempt.item))
        return self._drivers[variant]


def _bind(definition: StepDefinition | None, text: str) -> Json:
    return bind([definition] if definition else [], text)
