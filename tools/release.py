"""Puts a built site away under the version of its data, so that what was cited can be opened when the site moved on.

`python -m tools.release SITE FOLDER` writes the site as one archive, the list of its software's parts, and the
checksums of both, and prints the version. The same site makes the same files.
"""

import json
import stat
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from isnad.exports.api import INDEX
from isnad.exports.downloads import TIME

from tools.sbom import make_sbom, to_json

CHECKSUMS = "SHA256SUMS"
READABLE = (stat.S_IFREG | 0o644) << 16


def make_release(root: Path, site: Path, folder: Path) -> str:
    """Write the files of a release into a folder that is there, and return the version of the data."""
    version: str = json.loads((site / INDEX).read_text(encoding="utf-8"))["version"]
    archive, parts = folder / f"site-{version}.zip", folder / f"sbom-{version}.cdx.json"
    write_archive(site, archive)
    parts.write_text(to_json(make_sbom(root)), encoding="utf-8")
    (folder / CHECKSUMS).write_text("".join(checksums(archive, parts)), encoding="utf-8")
    return version


def write_archive(site: Path, archive: Path) -> None:
    """Write all files of a site into a ZIP archive, in one folder of its name; without times, in order."""
    with ZipFile(archive, "w") as written:
        for path in sorted(path for path in site.rglob("*") if path.is_file()):
            entry = ZipInfo(f"{archive.stem}/{path.relative_to(site).as_posix()}", TIME)
            entry.external_attr = READABLE
            written.writestr(entry, path.read_bytes(), ZIP_DEFLATED)


def checksums(*paths: Path) -> Iterator[str]:
    """Yield a line for each file, as `sha256sum --check` reads it."""
    yield from (f"{sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in paths)


def main() -> None:
    """Make a release of a site that is built."""
    site, folder = map(Path, sys.argv[1:3])
    if not (site / INDEX).exists():
        sys.exit(f"There is no site in {site}: run `make site` first.")
    folder.mkdir(exist_ok=True)
    print(f"version={make_release(Path(__file__).parent.parent, site, folder)}")


if __name__ == "__main__":
    main()
