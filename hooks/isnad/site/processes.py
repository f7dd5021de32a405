"""Work on many things, shared out over the cores of the machine."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from typing import Any, NamedTuple, TypeVar

BATCH = 20  # neighbours, which have much in common that is made once; few enough for shares of about the same size
# For fewer pages a further process does not pay: at 260 a language, two take 10 % more CPU for 15 % less time than one;
# at 1,330, a fifth less time for the same CPU.
LEAST = 500
Thing = TypeVar("Thing")
Result = TypeVar("Result")
Work = Callable[[Sequence[Thing]], Result]


class Copy(NamedTuple):
    """A copy of this process at work, and where its answer comes from."""

    process: Any
    answer: Connection


def processes_for(pages: int) -> int:
    """Return how many processes are to finish so many pages, at least one; ISNAD_PROCESSES says another number."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    wanted = os.environ.get("ISNAD_PROCESSES", "")
    return max(1, int(wanted) if wanted.isdecimal() else min(available, pages // LEAST))


def shares(things: Sequence[Thing], number: int) -> list[list[Thing]]:
    """Return things in at most so many shares of about the same size; the first alone may be empty."""
    batches = [things[start : start + BATCH] for start in range(0, len(things), BATCH)]
    dealt = [[thing for batch in batches[first::number] for thing in batch] for first in range(number)]
    return [dealt[0], *filter(None, dealt[1:])]


def shared_out(work: Work[Thing, Result], things: Sequence[Thing], number: int) -> Iterator[Result]:
    """Yield what `work` returns of each of so many shares of some things.

    The first is worked on in this process, each other in a copy of it; there is one share where the system has no
    copies. Raises what `work` raises here, and ChildProcessError where it raises in a copy, which prints it.
    """
    can_copy = "fork" in multiprocessing.get_all_start_methods()
    mine, *others = shares(things, number if can_copy else 1)
    copies = [_begin(work, share) for share in others]
    try:
        yield work(mine)
        yield from map(_result, copies)
    except BaseException:
        for copy in copies:
            copy.process.kill()
        raise
    finally:
        for copy in copies:  # which tidies up after it has answered
            copy.process.join()


def _begin(work: Work[Thing, Result], share: Sequence[Thing]) -> Copy:
    context = multiprocessing.get_context("fork")
    answer, told = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(work, share, told))
    process.start()
    told.close()  # the copy has it open: when that ends, so does the answer
    return Copy(process, answer)


def _tell(work: Work[Thing, Result], share: Sequence[Thing], told: Connection) -> None:
    told.send(work(share))


def _result(copy: Copy) -> Any:
    try:
        return copy.answer.recv()
    except EOFError:
        copy.process.join()
        raise ChildProcessError(f"a copy of the process ended with {copy.process.exitcode}, unanswered") from None
