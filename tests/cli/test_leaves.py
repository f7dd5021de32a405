"""What a record holds, in two revisions at once; and how one text became another."""

import re
from decimal import Decimal

import pytest
from isnad.cli.leaves import Leaf, leaves
from isnad.cli.word_changes import Sign, compare_words, in_text, likeness
from isnad.facts.model import Entity, EntityKind, KnowledgeBase, PluralForms, Source, Title, Unit, Witness
from isnad.facts.record import NOT_GIVEN, Bilingual
from isnad.text.quantities import Measure


def witness(quote: str) -> Witness:
    return Witness(marks={}, quote=quote, translation=f"t {quote}")


def entity(fr: str, *wordings: str) -> Entity:
    name = Bilingual(marks={}, ar="ا", fr=fr)
    return Entity(marks={}, id="a", kind=EntityKind.PLACE, name=name, wordings=wordings)


def changed(before: object, after: object) -> list[Leaf]:
    return [leaf for leaf in leaves(before, after) if leaf.is_changed]


def test_a_text_is_named_by_the_path_of_its_field() -> None:
    assert changed(entity("b"), entity("c")) == [Leaf("name.fr", "b", "c")]
    assert changed(entity("b", "x"), entity("b", "x", "y")) == [Leaf("wordings", "x", "x, y")]
    assert changed(entity("b"), entity("b")) == []


def test_what_is_added_or_removed_has_all_its_texts() -> None:
    assert changed(None, entity("b")) == [
        Leaf("kind", None, "place"), Leaf("name.ar", None, "ا"), Leaf("name.fr", None, "b")
    ]  # fmt: skip
    assert [leaf.after for leaf in changed(entity("b"), None)] == [None] * 3


def test_what_only_moved_is_not_changed() -> None:
    before, after = (witness("one"), witness("two")), (witness("two"),)
    assert [leaf.path for leaf in changed(before, after)] == ["[was 1].quote", "[was 1].translation"]
    assert [leaf.path for leaf in changed(after, before)] == ["[1].quote", "[1].translation"]
    assert next(leaf.path for leaf in changed(before, (witness("one"), witness("three")))) == "[2].quote"


def test_values_of_other_kinds_are_told_too() -> None:
    title = Title(marks={}, value="v", translation="t")
    assert changed(NOT_GIVEN, title) == [
        Leaf("", "not-given", None), Leaf("value", None, "v"), Leaf("translation", None, "t")
    ]  # fmt: skip
    assert changed(Decimal("1E+3"), Decimal("1000.5")) == [Leaf("", "1000", "1000.5")]
    forms = [PluralForms(marks={}, ar={"one": "ا"}, fr={"one": word}) for word in ("b", "c")]
    units = [Unit(marks={}, id="u", measure=Measure.COUNT, forms=each) for each in forms]
    assert changed(*units) == [Leaf("forms.fr.one", "b", "c")]


def test_every_text_of_the_facts_is_walked(kb: KnowledgeBase) -> None:
    source: Source = next(iter(kb.sources.values()))
    found = {leaf.path: leaf.after for leaf in leaves(None, source)}
    assert found["capture.sha256"] == source.captured.sha256
    assert found["summary.fr"] == source.summary.fr
    assert None not in found.values()


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("a b c", "a x c", "a [-b-]{+x+} c"),
        ("a b", "a b c", "a b {+c+}"),
        ("a b", "b", "[-a-] b"),
        (None, "a b", "{+a b+}"),
        ("a b", None, "[-a b-]"),
        ("a  b\n", "a b", "a b"),
        ("18\u202f645 b", "18\u202f646 b", "[-18\u202f645-]{+18\u202f646+} b"),
    ],
)
def test_changed_words_are_marked_and_no_others(before: str | None, after: str | None, text: str) -> None:
    pieces = compare_words(before, after)
    assert in_text(pieces) == text
    for side, sign in ((before, Sign.ADDED), (after, Sign.REMOVED)):
        words = " ".join(piece.words for piece in pieces if piece.sign is not sign)
        assert words == re.sub(r"[ \n]+", " ", side or "").strip()


def test_likeness_is_of_words() -> None:
    assert likeness("a b c d", "a b c e") == 0.75
    assert likeness("", "a") == 0
