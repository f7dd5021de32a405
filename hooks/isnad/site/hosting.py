"""What a host must send with each file, as Netlify and Cloudflare Pages read it (`_headers`).

The file stands in the site itself, so that the hashes in it are always those of its pages.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from ..phrases.addresses import API, DOWNLOADS

HEADERS = "_headers"
# A file whose name holds a hash of its content, as Material's do, is never changed.
ASSETS = "assets"
HASHED = re.compile(rf"{ASSETS}/.*\.[0-9a-f]{{8}}\.(?:min\.)?js$")
FOR_EVER = "public, max-age=31536000, immutable"
POLICY = "Content-Security-Policy"
# Powerful features, all refused; copying needs one.
FEATURES = (
    *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation"),
    *("gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get"),
    *("screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
)
EVERYWHERE = {
    # Two years, as hstspreload.org asks; other hosts of the domain are for their owner to decide on.
    "Strict-Transport-Security": "max-age=63072000",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # no article learns who came from here
    "Permissions-Policy": ", ".join([*(f"{name}=()" for name in FEATURES), "clipboard-write=(self)"]),
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
OPEN = {"Access-Control-Allow-Origin": "*"}


class Rule(NamedTuple):
    """Headers for a path below the site's root; a `*` at its end stands for whatever follows."""

    path: str
    headers: Mapping[str, str]


def write_host_files(site: Path, site_url: str, policy: str) -> None:
    """Write the file for hosts into the finished site; `policy` is that of its pages."""
    root = urlsplit(site_url).path
    names = (path.relative_to(site).as_posix() for path in (site / ASSETS).rglob("*"))
    hashed = sorted(filter(HASHED.match, names))
    (site / HEADERS).write_text(headers_file(policy, root, hashed), encoding="utf-8")


def rules(policy: str, hashed: Iterable[str]) -> list[Rule]:
    """Return the rules of `_headers`.

    Where several match, Cloudflare joins the values of one header by commas, other hosts may take the last. So the
    rule of everything does not say how long to keep a file.
    """
    return [
        Rule("*", {**EVERYWHERE, POLICY: policy}),
        *(Rule(f"{folder}*", OPEN) for folder in (API, DOWNLOADS)),
        *(Rule(path, {"Cache-Control": FOR_EVER}) for path in hashed),
    ]


def headers_file(policy: str, root: str, hashed: Iterable[str]) -> str:
    """Return `_headers`. Both hosts have browsers ask again each time for what no rule names."""
    blocks = (
        "\n".join([f"{root}{rule.path}", *(f"  {name}: {value}" for name, value in rule.headers.items())])
        for rule in rules(policy, hashed)
    )
    return "\n\n".join(["# Netlify and Cloudflare Pages read this file; made with the site.", *blocks]) + "\n"
