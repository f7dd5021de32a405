"""What tests see of a PNG picture."""

import struct
import zlib
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

CHANNELS = {2: 3, 6: 4}


class Picture(NamedTuple):
    """The channels of a picture, row by row: red, green, blue, and alpha if it has one."""

    width: int
    height: int
    rows: list[list[bytes]]

    def columns_where(self, wanted: Callable[[int, int, int], bool], top: int = 0) -> dict[int, int]:
        """Return how many pixels of each column, from a row on, are of a wanted colour; none without any."""
        counts: dict[int, int] = {}
        for row in self.rows[top:]:
            for x, colour in enumerate(zip(*row[:3], strict=True)):
                if wanted(*colour):
                    counts[x] = counts.get(x, 0) + 1
        return counts


def read(png: bytes) -> Picture:
    """Return an 8-bit picture, not interlaced, whose rows are filtered by "none" or "sub" only."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    parts: dict[bytes, bytes] = {}
    begin = 8
    while begin < len(png):
        length, name = struct.unpack_from(">I4s", png, begin)
        data = png[begin + 8 : begin + 8 + length]
        assert struct.unpack_from(">I", png, begin + 8 + length) == (zlib.crc32(name + data),)
        parts[name] = parts.get(name, b"") + data
        begin += 12 + length
    width, height, depth, kind, *others = struct.unpack(">IIBBBBB", parts[b"IHDR"])
    assert (depth, others) == (8, [0, 0, 0])
    channels = CHANNELS[kind]
    rows, stride = zlib.decompress(parts[b"IDAT"]), 1 + channels * width
    assert len(rows) == height * stride
    lines = [rows[first : first + stride] for first in range(0, len(rows), stride)]
    return Picture(width, height, [[_channel(line, index, channels) for index in range(channels)] for line in lines])


def _channel(line: Sequence[int], index: int, channels: int) -> bytes:
    values = line[1 + index :: channels]
    assert line[0] in (0, 1)
    return bytes(value & 255 for value in accumulate(values)) if line[0] else bytes(values)
