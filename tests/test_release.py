"""What is kept of a published site, and the list of its software's parts."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from tools.release import CHECKSUMS, checksums, write_archive
from tools.sbom import LICENCES, LOCK, licence, licences, make_sbom, normal, to_json

from tests.conftest import ROOT, Built
from tests.test_architecture import requirements

MATERIAL = Path(sys.prefix) / "lib"


@pytest.fixture(scope="module")
def sbom() -> dict[str, Any]:
    """The list of parts."""
    return make_sbom(ROOT)


@pytest.fixture(scope="module")
def release(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the site, in a folder."""
    folder = tmp_path_factory.mktemp("kept") / "release"
    command = [sys.executable, "-m", "tools.release", built.folder, folder]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    version = json.loads(built.read("api/v1/index.json"))["version"]
    assert done.stdout == f"version={version}\n"
    return folder
