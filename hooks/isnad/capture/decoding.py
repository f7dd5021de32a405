"""The text of a page from its bytes: the charset that it really has, and letters that were encoded twice."""

import codecs
import re
from functools import partial

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
HEAD = 4096  # bytes; browsers look for the charset in 1024, and find it later all the same
# What pages call Latin-1 is windows-1252 (WHATWG, Encoding Standard).
WEB_NAMES = {"iso8859-1": "cp1252", "ascii": "cp1252"}
# Of a text in Arabic, most bytes are letters beyond ASCII; of one in French, one in twenty is.
ARABIC_SHARE = 0.25
BYTES = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(0x80, 0x100)}
LATIN_RUN = re.compile(f"[{re.escape(''.join(BYTES))}]{{2,}}")
ARABIC_RUN = re.compile(
    "[\u0600-\u06ff\u00a0-\u00ff\u0152\u0153\u0192\u02c6\u2013-\u203a\u20ac\u2122\u200c-\u200f]{4,}"
)
# What news in Arabic and French is written with beyond ASCII.
EXPECTED = re.compile("[\u00a0-\u017f\u0600-\u06ff\u2000-\u206f\u20ac\u2122\ufe70-\ufeff]+")


def decode(data: bytes, declared: str = "") -> str:
    """Return the text of a page; `declared` is the charset that its server names. Nothing is ever refused."""
    for bom, name in BOMS:
        if data.startswith(bom):
            return data.decode(name, "replace")
    try:
        return mend(data.decode("utf-8"))
    except UnicodeDecodeError:
        found = META.search(data[:HEAD])
        names = (declared, found[1].decode("ascii") if found else "")
    charset = next((name for name in map(_known, names) if name), "")
    high = sum(byte >= 0x80 for byte in data) / len(data)
    if charset in ("", "utf-8", "cp1252"):
        charset = "cp1256" if high > ARABIC_SHARE else "cp1252" if _is_french(data) or charset == "cp1252" else "utf-8"
    return mend(data.decode(charset, "replace"))


def _known(name: str) -> str:
    """Return what Python calls a charset as browsers read it, or nothing."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return WEB_NAMES.get(found, found)


def _is_french(data: bytes) -> bool:
    """Return whether a text that is no UTF-8 is not merely damaged UTF-8."""
    return data.decode("utf-8", "ignore").count("é") < data.count(b"\xe9")


def mend(text: str) -> str:
    """Return a text in which letters that were encoded twice, such as `Ã©` or `ط§ظ„`, are what they were."""
    text = LATIN_RUN.sub(partial(_mended, codec=""), text)
    return ARABIC_RUN.sub(partial(_mended, codec="cp1256"), text)


def _mended(run: re.Match[str], codec: str) -> str:
    """Return what a run of letters was before it was encoded twice; as it is, if it was not."""
    try:
        data = run[0].encode(codec) if codec else bytes(BYTES[sign] for sign in run[0])
        text = data.decode("utf-8")
    except UnicodeError:
        return run[0]
    return text if EXPECTED.fullmatch(text) else run[0]
