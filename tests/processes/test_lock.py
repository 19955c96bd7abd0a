import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from steps.processes.lock import file_lock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lock"


def test_a_lock_leaves_no_file(path: Path) -> None:
    with file_lock(path):
        assert path.exists()
    assert not path.exists()


def test_a_taken_lock_is_told_to_who_does_not_wait(path: Path) -> None:
    with file_lock(path), pytest.raises(BlockingIOError), file_lock(path, wait=False):
        pytest.fail("two hold it")


def test_many_take_turns_although_each_removes_the_file(path: Path) -> None:
    inside = threading.Semaphore(1)

    def take_turns(_: int) -> int:
        alone = 0
        for _ in range(50):
            with file_lock(path):
                alone += inside.acquire(blocking=False)
                inside.release()
        return alone

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(take_turns, range(8))) == [50] * 8
    assert not path.exists()
