"""The languages of the site and of the articles."""

from enum import StrEnum


class Language(StrEnum):
    """The languages of the site and of the articles."""

    AR = "ar"
    FR = "fr"

    @property
    def other(self) -> "Language":
        """The language into which a quote in this one is translated."""
        return Language.FR if self is Language.AR else Language.AR

    @property
    def direction(self) -> str:
        """The value of HTML's `dir` for text in this language."""
        return "rtl" if self is Language.AR else "ltr"


DEFAULT_LANGUAGE = Language.AR
