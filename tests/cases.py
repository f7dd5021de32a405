"""Properties of many things alike: one test goes through all of them, and lists every one that has it not."""

import inspect
import traceback
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import pytest

Test = Callable[..., None]
FAULTS = (AssertionError, pytest.fail.Exception)


def for_all(names: str, cases: Iterable[Any]) -> Callable[[Test], Test]:
    """Call a test with the parameters `names` (a name, or several between commas) for all cases, and list all faults.

    It is written as pytest's `parametrize`, which makes a test of every case; use that where cases differ in kind.
    """
    parameters, cases = names.split(", "), [*cases]

    def decorate(test: Test) -> Test:
        @wraps(test)
        def run(**fixtures: object) -> None:
            faults = []
            for case in cases:
                values = case if len(parameters) > 1 else (case,)
                try:
                    test(**fixtures, **dict(zip(parameters, values, strict=True)))
                except FAULTS as fault:
                    faults.append(f"{case!r}: {_words(fault)}")
                except BaseException as error:
                    error.add_note(f"{names}: {case!r}")
                    raise
            if faults or not cases:
                pytest.fail("\n".join([f"{len(faults)} of {len(cases)} cases fail", *faults]), pytrace=False)

        signature = inspect.signature(test)
        rest = [parameter for name, parameter in signature.parameters.items() if name not in parameters]
        run.__signature__ = signature.replace(parameters=rest)  # type: ignore[attr-defined]  # the fixtures, for pytest
        return run

    return decorate


def _words(fault: BaseException) -> str:
    """Return where a case fails, and what is said of it."""
    last = traceback.extract_tb(fault.__traceback__)[-1]
    return f"{last.filename}:{last.lineno}: {fault}"
