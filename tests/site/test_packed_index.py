"""The index of the search in the form in which a browser reads it."""

import json
from itertools import pairwise

import pytest
from isnad.site.packed_index import Entry, packed


def unpacked(index: str) -> list[Entry]:
    """Return the entries of an index, as search-worker.js puts them together."""
    held = json.loads(index)
    words, fields, field = held["words"].split("\n"), [], ""
    for last, token in pairwise([0, *held["tokens"]]):
        if token:
            field += (" " * (last > 0) + words[token - 1]) if token > 0 else held["gaps"][-token - 1]
        else:
            fields.append(field)
            field = ""
    texts = zip(held["locations"], fields[0::2], fields[1::2], strict=True)
    return [{"location": location, "title": title, "text": text} for location, title, text in texts]


TEXTS = {
    "": [],
    "word": ["word"],
    " two  words ": ["two", "words"],
    "<p>\u2068Words, « words »\u2069</p><p>end.</p>": ["Words", "words", "end"],
    "78\u202f685 (58\u00a0%), 2,5 %": ["78\u202f685", "58\u00a0%", "2,5", "%"],
    "a &lt; b": ["a", "b"],
    "و\u206658%\u2069": ["و", "58%"],
}


@pytest.mark.parametrize(("text", "words"), TEXTS.items())
def test_words_and_numbers_are_kept_whole(text: str, words: list[str]) -> None:
    index = packed([{"location": "", "title": "", "text": text}])
    assert [each for each in json.loads(index)["words"].split("\n") if each] == list(dict.fromkeys(words))


def test_nothing_is_lost() -> None:
    entries: list[Entry] = [{"location": f"{at}/", "title": text, "text": text * 2} for at, text in enumerate(TEXTS)]
    assert unpacked(packed(entries)) == entries


def test_words_that_are_repeated_stand_there_once() -> None:
    held = json.loads(packed([{"location": f"{at}/", "title": "", "text": "same words"} for at in range(9)]))
    assert held["words"] == "same\nwords"
    assert held["tokens"] == [0, 1, 2, 0] * 9
