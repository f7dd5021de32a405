"""Properties of many things alike: one test goes through all of them, and lists every one that has it not.

Their cases may be rows of a table beside the test.
"""

import inspect
import re
import traceback
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any

import pytest

Test = Callable[..., None]
FAULTS = (AssertionError, pytest.fail.Exception)
TESTS = Path(__file__).parent
ESCAPED = re.compile(r"\\(?:[nrt\\]|x..|u.{4}|U.{8})")


def table(path: str, section: str = "", *kinds: Callable[[str], object]) -> list[Any]:
    """Return the rows of a section of a table, or of the whole, whose path is that inside `tests/`.

    A row is its cells, between ` | `, or its one cell; `kinds` read the first ones, the others are texts. Escapes are
    those of Python; `# ` at the beginning of a line, or `## `, begins a remark, `[name]` a section.
    """
    rows, here = list[Any](), ""
    for line in (TESTS / path).read_text(encoding="utf-8").split("\n"):
        row = re.split("^# |## ", line)[0].strip()
        if heading := re.fullmatch(r"\[([\w-]+)\]", row):
            here = heading[1]
        elif row and section in ("", here):
            cells: list[Any] = [ESCAPED.sub(_sign, cell.strip()) for cell in f" {row} ".split(" | ")]
            cells[: len(kinds)] = [kind(cell) for kind, cell in zip(kinds, cells, strict=False)]
            rows.append(tuple(cells) if len(cells) > 1 else cells[0])
    return rows


def _sign(escaped: re.Match[str]) -> str:
    return escaped[0].encode().decode("unicode_escape")


def parts(cell: str) -> list[str]:
    """Read several texts, between ` ; `, or none."""
    return cell.split(" ; ") if cell else []


def yes(cell: str) -> bool:
    """Read «yes» or «no»."""
    return {"yes": True, "no": False}[cell]


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
