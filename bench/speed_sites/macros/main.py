"""The macros of the first peer: a figure and the words that state it, from data/figures.yaml."""

from typing import Any

PRECISION = {"about": {"ar": "حوالي", "fr": "environ"}, "more-than": {"ar": "أكثر من", "fr": "plus de"}}


def define_env(env: Any) -> None:
    """Give the pages their macros."""
    figures = env.variables["figures"]

    @env.macro
    def figure(name: str) -> str:
        """The value of a figure with its precision word."""
        found = figures[name]
        word = PRECISION.get(found["precision"], {}).get(env.page.file.src_uri[:2], "")
        return f"{word} {found['value']:,}{found['unit']}".strip()

    @env.macro
    def words(name: str) -> str:
        """The article's words, or their translation into the language of the page."""
        found = figures[name]
        return str(found["quote" if found["language"] == env.page.file.src_uri[:2] else "translation"])
