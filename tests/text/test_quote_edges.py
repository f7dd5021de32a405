"""Which words that change a quote are found just outside of it, by the fingerprint of its text alone."""

from isnad.text import evidence, quote_edges
from isnad.text.languages import Language
from isnad.text.quote_edges import Name, Names

from tests.cases import for_all, table

AR, FR = Language.AR, Language.FR


def missing(language: Language, text: str, names: Names = quote_edges.NO_NAMES) -> tuple[str, str]:
    """Return what is missing before and after the quote that stands between two bars in a text."""
    before, quote, _ = text.split("|")
    words = tuple(evidence.words(quote))
    hashes = evidence.shingles(text.replace("|", " "))
    found = quote_edges.missing(words, hashes, len(evidence.words(before)), language, names)
    return " ".join(found[0]), " ".join(found[1])


CUT = table("text/quote_edges.txt", "cut", Language)
# Those of them that are refused in vain; the quote with these words is the mend.
IN_VAIN = {"وقد": AR}


@for_all("language, text, before, after", CUT)
def test_what_changes_a_quote_is_found_beside_it(language: Language, text: str, before: str, after: str) -> None:
    assert missing(language, text) == (before, after)


@for_all("language, text", table("text/quote_edges.txt", "ordinary", Language))
def test_an_ordinary_quote_is_not_refused(language: Language, text: str) -> None:
    found = missing(language, text)
    assert found == ("", "") or found[0] in IN_VAIN


MINISTRY = Name(frozenset(("وزارة", "ووزارة", "لوزارة")), ("الداخلية",))
KINGDOM, MOROCCO = Name(frozenset(("المملكة",)), ()), Name(frozenset(("المملكة", "بالمملكة")), ("المغربية",))
CEUTA = Name(frozenset(("Ceuta", "d'Ceuta")), ("et", "Melilla"))


@for_all("language, text, before, after", table("text/quote_edges.txt", "names", Language))
def test_a_name_is_not_cut_in_two(language: Language, text: str, before: str, after: str) -> None:
    assert missing(language, text, Names([[MINISTRY], [KINGDOM, MOROCCO], [CEUTA]])) == (before, after)


@for_all("language, text", [(language, text) for language, text, before, after in CUT if before or after])
def test_the_quote_with_what_was_missing_is_whole(language: Language, text: str) -> None:
    before, quote, after = text.split("|")
    first, last = (len(evidence.words(part)) for part in missing(language, text))
    kept = evidence.words(before)
    further = evidence.words(after)
    start = " ".join(kept[: len(kept) - first])
    whole = " ".join([*kept[len(kept) - first :], quote, *further[:last]])
    assert missing(language, f"{start}|{whole}|{' '.join(further[last:])}") == ("", "")
