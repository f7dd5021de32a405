"""Shares of work: every thing in one of them, what comes of them in order, and nobody waits for what was killed."""

import multiprocessing
import os
import shutil
import signal
from collections.abc import Sequence
from multiprocessing.util import Finalize
from pathlib import Path

import pytest
from isnad.site.processes import BATCH, LEAST, processes_for, shared_out, shares

from tests.cases import for_all


@for_all("number", [1, 2, 3, 8])
@for_all("size", [0, 1, BATCH, BATCH + 1, 7 * BATCH - 3])
def test_each_thing_is_in_one_share_and_no_share_is_much_larger(size: int, number: int) -> None:
    found = shares(range(size), number)
    assert sorted(each for share in found for each in share) == list(range(size))
    assert len(found) == max(1, min(number, -(-size // BATCH)))
    assert max(map(len, found)) - min(map(len, found)) <= BATCH


def test_shares_are_worked_on_at_once_and_answered_in_order() -> None:
    def work(share: Sequence[int]) -> tuple[int, int]:
        return os.getpid(), sum(share)

    found = list(shared_out(work, range(3 * BATCH), 3))
    assert [total for _, total in found] == [sum(share) for share in shares(range(3 * BATCH), 3)]
    assert len({process for process, _ in found}) == 3
    assert found[0][0] == os.getpid()


def test_what_goes_wrong_here_is_raised_and_leaves_no_process() -> None:
    here = os.getpid()

    def work(_share: Sequence[int]) -> int:
        if os.getpid() == here:
            raise ValueError("here")
        signal.pause()
        return 0

    with pytest.raises(ValueError, match="here"):
        list(shared_out(work, range(2 * BATCH), 2))
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_copy_that_was_killed_is_not_waited_for(end: signal.Signals) -> None:
    here = os.getpid()

    def work(_share: Sequence[int]) -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), end)
        return 1

    with pytest.raises(ChildProcessError, match=f"ended with -{end.value}"):
        list(shared_out(work, range(2 * BATCH), 2))


def test_the_number_of_processes_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISNAD_PROCESSES", "7")
    assert processes_for(0) == 7
    monkeypatch.setenv("ISNAD_PROCESSES", "0")
    assert processes_for(9 * LEAST) == 1


@pytest.mark.parametrize("said", ["", "all", "-1"])
def test_without_a_number_many_pages_take_all_cores(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISNAD_PROCESSES", said)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    assert [processes_for(pages) for pages in (0, 2 * LEAST - 1, 2 * LEAST, 9 * LEAST)] == [1, 1, 2, 3]


def test_a_copy_tidies_up_after_itself(tmp_path: Path) -> None:
    here = os.getpid()

    def work(_share: Sequence[int]) -> Path:
        made = tmp_path / str(os.getpid())
        made.mkdir()
        if os.getpid() != here:
            Finalize(None, shutil.rmtree, (made,), exitpriority=0)
        return made

    own, of_copy = shared_out(work, range(2 * BATCH), 2)
    assert (own.exists(), of_copy.exists()) == (True, False)
