"""Pictures without their alpha channel: smaller, and the same to the eye."""

import pytest
import vl_convert
from isnad.png import shrink

from .pictures import read

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><rect width="60" height="30" fill="#0b4f4a"/>'
    '<circle cx="20" cy="15" r="9" fill="#f0b674"/><path d="M30 3L57 27" stroke="#fff"/></svg>'
)


def test_a_smaller_file_shows_the_same_picture() -> None:
    drawn = vl_convert.svg_to_png(SVG)
    before, after = read(drawn), read(shrink(drawn))
    assert len(shrink(drawn)) < len(drawn)
    assert (after.width, after.height) == (60, 30)
    assert after.rows == [row[:3] for row in before.rows]
    assert {alpha for row in before.rows for alpha in row[3]} == {255}


def test_only_what_it_knows_is_shrunk() -> None:
    with pytest.raises(ValueError, match="must be 8-bit RGBA"):
        shrink(shrink(vl_convert.svg_to_png(SVG)))
