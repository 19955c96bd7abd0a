"""Tokens by the words that features have for them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from steps.api.matching.nearest import nearest
from steps.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

KINDS: Final[Mapping[str, Callable[..., str]]] = MappingProxyType(
    {
        "a valid": Tokens.valid,
        "an expired": Tokens.expired,
        "a not yet valid": Tokens.not_yet_valid,
        "an unending": Tokens.without_expiry,
        "a wrongly signed": Tokens.wrong_secret,
        "a tampered": Tokens.tampered,
        "an unsigned": Tokens.unsigned,
        "an otherwise signed": Tokens.other_algorithm,
    }
)


def check_kind(kind: str) -> None:
    """Raise ValueError when there is no such kind of token, with the nearest."""
    if kind not in KINDS:
        raise ValueError(f'"{kind} token" is not known{nearest(kind, KINDS)}; kinds: {", ".join(KINDS)}')


def mint(tokens: Tokens, kind: str, claims: dict[str, Any]) -> str:
    """Mint a token of a kind: `a valid`, `an expired`.

    Raises ValueError when there is no such kind, with the nearest.
    """
    check_kind(kind)
    return KINDS[kind](tokens, **claims)
