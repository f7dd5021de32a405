"""What tests see of a PNG picture."""

from collections import Counter
from collections.abc import Callable
from io import BytesIO

from PIL import Image


def read(png: bytes) -> Image.Image:
    """Return a picture, which must be a PNG and whole."""
    picture = Image.open(BytesIO(png), formats=["PNG"])
    picture.load()
    return picture


def columns_where(picture: Image.Image, wanted: Callable[[int, int, int], bool], top: int = 0) -> Counter[int]:
    """Return how many pixels of each column, from a row on, are of a wanted colour; none without any."""
    channels = picture.convert("RGB").crop((0, top, *picture.size)).tobytes()
    pixels = zip(channels[::3], channels[1::3], channels[2::3], strict=True)
    return Counter(index % picture.width for index, colour in enumerate(pixels) if wanted(*colour))
