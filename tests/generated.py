"""How many inputs Hypothesis makes for a property: few and the same ones, or what ISNAD_HOSTILE asks for, all new."""

import os

from hypothesis import settings

SAMPLE = 600  # of all hostile properties together; the variable is compared with it
TOTAL = int(os.environ.get("ISNAD_HOSTILE", SAMPLE))


def generated(examples: int) -> settings:
    """Return the settings of a property that is tried with so many inputs where few do."""
    return settings(max_examples=max(1, examples * TOTAL // SAMPLE), derandomize=TOTAL == SAMPLE, deadline=None)
