"""All that is exported: the same bytes at every build, every file linked from a page, every example true."""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stdout
from hashlib import sha256
from html import unescape
from itertools import pairwise
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html
import pytest
from isnad.exports.downloads import MEDIA_TYPES, ROWS
from isnad.text.languages import Language

from tests.conftest import FROZEN, Built
from tests.site_server import SUBPATH

PAGES = {Language.AR: "data/index.html", Language.FR: "fr/data/index.html"}
HASHES = """
import hashlib, pathlib, sys
from isnad.exports.create import create_exports
from isnad.facts.load import load
files = create_exports(load(pathlib.Path(sys.argv[1]))[0])
print(*(f"{path} {hashlib.sha256(data).hexdigest()}" for path, data in sorted(files.items())), sep="\\n")
"""


def hashes(seed: str) -> str:
    """Return the path and hash of every file, made in a process of its own, at another time and in another order."""
    environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": {"1": "Pacific/Kiritimati", "2": "America/Adak"}[seed]}
    command = [sys.executable, "-c", HASHES, str(FROZEN)]
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True).stdout


def test_two_builds_make_the_same_bytes(exports: Mapping[str, bytes]) -> None:
    first = hashes("1")
    assert first == hashes("2")
    assert dict(line.split() for line in first.splitlines()) == {
        path: sha256(data).hexdigest() for path, data in exports.items()
    }


def test_the_index_tells_size_and_hash_of_each_download(exports: Mapping[str, bytes]) -> None:
    index = json.loads(exports["api/v1/index.json"])
    assert [each["file"] for each in index["downloads"]] == list(MEDIA_TYPES)
    for each in index["downloads"]:
        data = exports[f"downloads/{each['file']}"]
        assert (each["size"], each["sha256"]) == (len(data), sha256(data).hexdigest())


def test_every_file_is_published_as_it_is(built: Built, exports: Mapping[str, bytes]) -> None:
    for path in exports:
        assert (built.folder / path).is_file(), path
    figure = json.loads(built.read("api/v1/figures/rescues-2024.json"))
    assert figure["url"] == f"{built.url}api/v1/figures/rescues-2024.json"


def blocks(page: str) -> list[tuple[str, str]]:
    """Return the blocks of code of a page: the language and the text of each."""
    codes = lxml.html.fromstring(page).xpath("//code[starts-with(@class, 'language-')]")
    return [(code.get("class").removeprefix("language-"), code.text_content()) for code in codes]


def linked(built: Built) -> set[str]:
    """Return the path of everything that some page of the site links to."""
    found = set()
    for page in built.folder.rglob("*.html"):
        address = "/" + page.relative_to(built.folder).as_posix()
        for link in lxml.html.fromstring(page.read_bytes()).xpath("//a/@href"):
            path = urlsplit(urljoin(address, link)).path
            found.add(unquote(path).removeprefix(SUBPATH).lstrip("/"))
    return found


def test_every_file_is_linked_from_a_page(built: Built, exports: Mapping[str, bytes]) -> None:
    assert sorted(set(exports) - linked(built)) == []


@pytest.mark.parametrize("language", Language)
def test_the_page_of_data_links_every_download_and_names_every_column(
    built: Built, exports: Mapping[str, bytes], language: Language
) -> None:
    page = built.read(PAGES[language])
    folder = "../" if language is Language.AR else "../../"
    for file in MEDIA_TYPES:
        saved = re.search(f'<a href="{re.escape(folder)}downloads/{re.escape(file)}" download="([^"]+)">', page)
        assert saved, file
        assert file in ("datapackage.json", "csv-metadata.json") or re.fullmatch(r".*-\d{4}-\d\d-\d\d\.\w+", saved[1])
    files = (exports[f"downloads/{file}"] for file in ROWS)
    for name in ",".join(data.decode("utf-8-sig").split("\r\n")[0] for data in files).split(","):
        assert f"<code>{name}</code>" in unescape(page)


@pytest.mark.parametrize("language", Language)
def test_the_examples_of_the_page_do_what_they_say(built: Built, language: Language) -> None:
    """Each block of code is run as it is published, against this very site; the block behind it is what it prints."""
    found = blocks(built.read(PAGES[language]))
    runs = [(code, said) for (kind, code), (_, said) in pairwise(found) if kind == "python"]
    assert len(runs) == 2
    for code, said in runs:
        printed = io.StringIO()
        with redirect_stdout(printed):
            exec(code, {})
        assert printed.getvalue() == said


@pytest.mark.parametrize("language", Language)
def test_the_excerpt_of_the_page_is_one(built: Built, language: Language) -> None:
    (excerpt,) = (json.loads(text) for kind, text in blocks(built.read(PAGES[language])) if kind == "json")
    assert is_part(excerpt, json.loads(built.read(f"api/v1/figures/{excerpt['id']}.json")))


def is_part(some: Any, whole: Any) -> bool:
    """Return whether all that is in one value is in another."""
    if isinstance(some, dict):
        return isinstance(whole, dict) and all(name in whole and is_part(some[name], whole[name]) for name in some)
    return bool(some == whole)


@pytest.mark.parametrize("language", Language)
def test_the_data_are_cited_in_their_version(built: Built, language: Language) -> None:
    folder, page = "data/" if language is Language.AR else "fr/data/", built.read(PAGES[language])
    version = json.loads(built.read("api/v1/index.json"))["version"]
    name = f"migration-in-figures-{version}-{language}"
    bibtex, ris, csl = re.findall(r'data-save="[^"]*">.*?<pre[^>]*><code>(.*?)</code>', page, re.DOTALL)
    assert bibtex.startswith(f"@dataset{{{name},\n")
    assert f"  version = {{{version}}},\n" in bibtex
    assert ris.startswith("TY  - DATA")
    (item,) = json.loads(unescape(csl))
    assert (item["type"], item["version"], item["URL"]) == ("dataset", version, built.url + folder)
