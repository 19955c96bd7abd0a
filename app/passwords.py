"""Password hashes, computed off the event loop."""

from functools import cache, cached_property
from secrets import token_urlsafe
from typing import Annotated

from fastapi import Depends
from fastapi.concurrency import run_in_threadpool
from pwdlib import PasswordHash


class Passwords:
    """Hash and verify passwords with one hasher."""

    def __init__(self, hasher: PasswordHash) -> None:
        self._hasher = hasher

    async def hash(self, password: str) -> str:
        """Hash a password for storage."""
        return await run_in_threadpool(self._hasher.hash, password)

    async def verify(self, password: str, password_hash: str | None) -> bool:
        """Say whether the password is right; without a hash, take as long to say no."""
        return await run_in_threadpool(self._verify, password, password_hash)

    @cached_property
    def _decoy(self) -> str:
        return self._hasher.hash(token_urlsafe())

    def _verify(self, password: str, password_hash: str | None) -> bool:
        decoy = self._decoy  # made by the first log-in, whoever it is, so that its time tells nothing
        # A form in UTF-7 can bring lone surrogates: they are wrong, and no error.
        return self._hasher.verify(password.encode(errors="surrogatepass"), password_hash or decoy)


@cache
def get_passwords() -> Passwords:
    """Return the production hasher; override this dependency where tests cannot wait for it."""
    return Passwords(PasswordHash.recommended())


Hashing = Annotated[Passwords, Depends(get_passwords)]
