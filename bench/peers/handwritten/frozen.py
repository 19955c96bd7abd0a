"""The collector of garbage paused and its finds set aside, as this project does: a hand-written suite could do so too."""

import gc

import pytest

gc.disable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """Set aside what is there, and go on."""
    gc.freeze()
    gc.enable()
