"""What a host must send with each file: written for Netlify and Cloudflare Pages (`_headers`), for nginx and for Caddy.

The files stand in the site itself, so that the hashes in them are always those of its pages.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from .addresses import API, DOWNLOADS, EMBED_FOLDER, absolute_url
from .policy import FRAMES
from .record import Language

HEADERS, NGINX, CADDY = "_headers", "_headers.nginx", "_headers.caddy"
# A file whose name holds a hash of its content, as Material's do, is never changed.
ASSETS = "assets"
HASHED = re.compile(rf"{ASSETS}/.*\.[0-9a-f]{{8}}\.(?:min\.)?(?:css|js)$")
FOR_EVER, EACH_TIME = "public, max-age=31536000, immutable", "public, max-age=0, must-revalidate"
POLICY = "Content-Security-Policy"
FRAMED = f"{FRAMES}; frame-ancestors *"
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
    """Write the files for hosts into the finished site; `policy` is that of its pages."""
    root = urlsplit(site_url).path
    names = (path.relative_to(site).as_posix() for path in (site / ASSETS).rglob("*"))
    hashed = sorted(filter(HASHED.match, names))
    files = {HEADERS: headers_file(policy, root, hashed), NGINX: nginx(policy, root), CADDY: caddy(policy, root)}
    for name, text in files.items():
        (site / name).write_text(text, encoding="utf-8")


def rules(policy: str, hashed: Iterable[str]) -> list[Rule]:
    """Return the rules of `_headers`.

    Where several match, Cloudflare joins the values of one header by commas, other hosts may take the last. So the
    rule of everything neither says who may frame a page in its policy, which could not be widened, nor how long to
    keep it. Browsers that find `frame-ancestors` leave `X-Frame-Options` unread (CSP Level 3, 6.4.2.2).
    """
    return [
        Rule("*", {**EVERYWHERE, POLICY: policy}),
        *(Rule(f"{folder}*", {POLICY: FRAMED}) for folder in embeds()),
        *(Rule(f"{folder}*", OPEN) for folder in (API, DOWNLOADS)),
        *(Rule(path, {"Cache-Control": FOR_EVER}) for path in hashed),
    ]


def embeds() -> list[str]:
    """Return the folders of the small pages that other sites show in frames, below the root of the site."""
    return [absolute_url("", language) + EMBED_FOLDER for language in Language]


def headers_file(policy: str, root: str, hashed: Iterable[str]) -> str:
    """Return `_headers`. Both hosts have browsers ask again each time for what no rule names."""
    blocks = (
        "\n".join([f"{root}{rule.path}", *(f"  {name}: {value}" for name, value in rule.headers.items())])
        for rule in rules(policy, hashed)
    )
    return "\n\n".join(["# Netlify and Cloudflare Pages read this file; made with the site.", *blocks]) + "\n"


def nginx(policy: str, root: str) -> str:
    """Return directives for a `server` block of nginx. A header whose value is empty is not sent."""
    common = {**EVERYWHERE, "X-Frame-Options": "$isnad_frame", POLICY: "$isnad_policy"}
    common |= {"Cache-Control": "$isnad_cache", "Access-Control-Allow-Origin": "$isnad_origin"}
    return "\n".join(
        (
            f"# In the server block of nginx, below `root`: include <the site's folder>/{NGINX};",
            f'set $isnad_policy "{policy}";',
            'set $isnad_frame "DENY";',
            f'set $isnad_cache "{EACH_TIME}";',
            'set $isnad_origin "";',
            f'if ($uri ~ "^{root}({"|".join(embeds())})") {{ set $isnad_policy "{FRAMED}"; set $isnad_frame ""; }}',
            f'if ($uri ~ "^{root}{HASHED.pattern}") {{ set $isnad_cache "{FOR_EVER}"; }}',
            f'if ($uri ~ "^{root}({API}|{DOWNLOADS})") {{ set $isnad_origin "*"; }}',
            f'if ($uri ~ "^{root}{HEADERS}") {{ return 404; }}',
            *(f'add_header {name} "{value}" always;' for name, value in common.items()),
            "charset utf-8;",
            "gzip_vary on;",
            "gzip_static on;  # `isnad compress` writes the files; brotli_static on; where that module is installed",
            f"error_page 403 404 {root}404.html;",
            "",
        )
    )


def caddy(policy: str, root: str) -> str:
    """Return a snippet for Caddy 2. Its matchers exclude one another, so that the order of headers does not matter."""
    framed = " ".join(f"{root}{folder}*" for folder in embeds())
    return "\n".join(
        (
            f"# In the Caddyfile: import <the site's folder>/{CADDY}; in the site's block, below `root`: import isnad",
            "(isnad) {",
            "\theader {",
            *(f'\t\t{name} "{value}"' for name, value in EVERYWHERE.items() if name != "X-Frame-Options"),
            "\t}",
            f"\t@framed path {framed}",
            f'\theader @framed {POLICY} "{FRAMED}"',
            f"\t@page not path {framed}",
            "\theader @page {",
            f'\t\t{POLICY} "{policy}"',
            f'\t\tX-Frame-Options "{EVERYWHERE["X-Frame-Options"]}"',
            "\t}",
            f"\t@hashed path_regexp ^{root}{HASHED.pattern}",
            f'\theader @hashed Cache-Control "{FOR_EVER}"',
            f"\t@changing not path_regexp ^{root}{HASHED.pattern}",
            f'\theader @changing Cache-Control "{EACH_TIME}"',
            f"\t@open path {root}{API}* {root}{DOWNLOADS}*",
            f'\theader @open Access-Control-Allow-Origin "{OPEN["Access-Control-Allow-Origin"]}"',
            "\tfile_server {",
            "\t\tprecompressed br gzip",
            f"\t\thide {HEADERS} {NGINX} {CADDY}",
            "\t}",
            "\thandle_errors {",
            f"\t\trewrite * {root}404.html",
            "\t\tfile_server",
            "\t}",
            "}",
            "",
        )
    )
