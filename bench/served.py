"""How long an editor waits under `make serve`, from saving a figure to its page with the edit."""

import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from isnad.phrases.addresses import absolute_url, figure_page
from isnad.text.languages import Language

from bench import generate
from tests.site_server import live

LOOKED = 0.05  # seconds between two looks at the page


def seconds(size: int) -> float:
    """Return the seconds until a server of so many figures shows an edit of one."""
    with tempfile.TemporaryDirectory(prefix="bench-served-") as place:
        folder = Path(place) / "project"
        generate.make_project(size, folder)
        with live(folder) as address:
            page = absolute_url(address, Language.FR, figure_page(generate.edited_figure(size)))
            day = generate.edit(folder, size, 0)
            began = time.monotonic()
            while day not in urlopen(page).read().decode():
                time.sleep(LOOKED)
    return time.monotonic() - began
