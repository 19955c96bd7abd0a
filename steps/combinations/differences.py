"""Where two runs of one scenario part: the first request that was answered differently."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# What differs between two runs although nothing is wrong. The order counts: a moment begins with a date.
VARYING = (
    (re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b", re.IGNORECASE), "<id>"),
    (re.compile(r"""("(?:id|\w+_id)"\s*:\s*)(?:\d+|"[^"]*")"""), r"\1<id>"),
    (re.compile(r"https?://(?:127\.0\.0\.1:\d+|testserver)(?=/)"), ""),
    (re.compile(r"(?<![/\d])/\d+(?![\w.-])"), "/<id>"),
    (re.compile(r"\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?"), "<time>"),
    (re.compile(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT\b"), "<time>"),
    (re.compile(r"\b\d{4}-\d{2}-\d{2}\b"), "<date>"),
    (re.compile(r"\b\d{2}:\d{2}:\d{2}(?:\.\d+)?\b"), "<time>"),
    (re.compile(r"""("(?:exp|iat|nbf|\w+_at)"\s*:\s*)\d+(?:\.\d+)?"""), r"\1<time>"),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """An exchange as text: what was asked, and what was answered."""

    asked: str
    answered: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One request, and its answer here and there; None where it was not sent."""

    asked: str
    here: str | None
    there: str | None


def first_difference(here: Sequence[Seen], there: Sequence[Seen]) -> Difference | None:
    """Return the first request whose answers differ; ids, dates and times count as equal.

    Requests are matched by what they ask, not by their place: those sent at the same moment end in any order.
    """
    answers_here, answers_there = _answers(here), _answers(there)
    for asked in dict.fromkeys([*answers_here, *answers_there]):
        mine, theirs = answers_here.get(asked, []), answers_there.get(asked, [])
        if mine != theirs:
            return Difference(asked, _only(mine, theirs), _only(theirs, mine))
    return None


def normalised(text: str) -> str:
    """Put names in the place of ids, dates and times."""
    for pattern, name in VARYING:
        text = pattern.sub(name, text)
    return text


def _answers(exchanges: Iterable[Seen]) -> Mapping[str, list[str]]:
    answers: defaultdict[str, list[str]] = defaultdict(list)
    for exchange in exchanges:
        answers[normalised(exchange.asked)].append(normalised(exchange.answered))
    return {asked: sorted(given) for asked, given in answers.items()}


def _only(answers: list[str], others: list[str]) -> str | None:
    """Return the first answer that the other side lacks, or any."""
    left = list(others)
    for answer in answers:
        if answer not in left:
            return answer
        left.remove(answer)
    return answers[0] if answers else None
