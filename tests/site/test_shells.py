"""Frames of the theme: what is put into their slots is all that a page of the theme differs in."""

import pytest
from isnad.site.shells import TOKEN, Shell, Slot


def test_each_slot_is_filled_wherever_it_stands() -> None:
    html = f"<a href=../{Slot.NAME.token}/>{Slot.TITLE.token}</a>{Slot.CONTENT.token}<p>{Slot.NAME.token}</p>"
    held = {Slot.NAME: "n", Slot.TITLE: "t", Slot.CONTENT: "c"}
    assert Shell(html, "a1b2").fill(held) == "<a href=../n/>t</a>c<p>n</p>"


def test_what_a_slot_holds_is_not_read_for_slots() -> None:
    held = {Slot.TITLE: Slot.CONTENT.token, Slot.CONTENT: "c"}
    assert Shell(f"{Slot.TITLE.token} {Slot.CONTENT.token}", "a1b2").fill(held) == f"{Slot.CONTENT.token} c"


def test_a_slot_that_holds_nothing_is_an_error() -> None:
    with pytest.raises(KeyError):
        Shell(Slot.TITLE.token, "a1b2").fill({})


def test_a_slot_of_another_name_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing"):
        Shell(TOKEN.format("nothing"), "a1b2")
