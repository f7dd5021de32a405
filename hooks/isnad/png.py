"""PNG files as small as they can be without loss: what draws ours writes an alpha channel and compresses little."""

import struct
import zlib
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
RGB, RGBA = 2, 6


def shrink(png: bytes) -> bytes:
    """Return an opaque picture of 8-bit RGBA as RGB, and well compressed. Raises ValueError for any other kind.

    PNG filters each channel by itself, so that rows can lose one without being filtered anew.
    """
    parts = list(_parts(png))
    width, height, *kind = struct.unpack(">IIBBBBB", parts[0][1])
    if kind != [8, RGBA, 0, 0, 0]:
        raise ValueError(f"must be 8-bit RGBA, not interlaced: {kind}")
    rows = zlib.decompress(b"".join(data for name, data in parts if name == b"IDAT"))
    header = struct.pack(">IIBBBBB", width, height, 8, RGB, 0, 0, 0)
    made = ((b"IHDR", header), (b"IDAT", zlib.compress(_without_alpha(rows, width))), (b"IEND", b""))
    return SIGNATURE + b"".join(_part(name, data) for name, data in made)


def _without_alpha(rows: bytes, width: int) -> bytes:
    """Return filtered rows with three channels of their four; each begins with the number of its filter."""
    kept = bytearray()
    for begin in range(0, len(rows), 1 + 4 * width):
        row = bytearray(1 + 3 * width)
        row[0] = rows[begin]
        for channel in (1, 2, 3):
            row[channel::3] = rows[begin + channel : begin + 1 + 4 * width : 4]
        kept += row
    return bytes(kept)


def _parts(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the names and contents of the parts of a file."""
    begin = len(SIGNATURE)
    while begin < len(png):
        length, name = struct.unpack_from(">I4s", png, begin)
        yield name, png[begin + 8 : begin + 8 + length]
        begin += 12 + length


def _part(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
