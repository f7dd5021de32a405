"""The languages of the site and of the articles."""

from enum import StrEnum


class Language(StrEnum):
    """The languages of the site."""

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


class ArticleLanguage(StrEnum):
    """The languages of articles: those of the site, and others whose quotes are translated into both of these."""

    AR = "ar"
    FR = "fr"
    ES = "es"
    EN = "en"

    @property
    def targets(self) -> tuple[Language, ...]:
        """The languages of the site into which a quote in this one is translated."""
        return tuple(language for language in Language if language.value != self.value)

    @property
    def nearest(self) -> Language:
        """This language, or the one of the site that has its script."""
        return Language.AR if self is ArticleLanguage.AR else Language.FR

    @property
    def direction(self) -> str:
        """The value of HTML's `dir` for text in this language."""
        return self.nearest.direction

    def is_of(self, language: Language) -> bool:
        """Return whether this is a language of the site."""
        return self.value == language.value


AnyLanguage = Language | ArticleLanguage


DEFAULT_LANGUAGE = Language.AR
