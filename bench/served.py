"""How long an editor waits under `make serve`, from saving an edit to the page with it."""

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
    """Return the seconds until a server shows an edit: of one of so many figures on its page; where there are none, of
    a page of the real site.
    """
    with tempfile.TemporaryDirectory(prefix="bench-served-") as place:
        folder = Path(place) / "project"
        if size:
            generate.make_project(size, folder)
            path = figure_page(generate.edited_figure(size))
        else:
            generate.copy_real(folder)
            path = f"{generate.EDITED_PAGE}.md"
        with live(folder) as address:
            page = absolute_url(address, Language.FR, path)
            awaited = generate.edit(folder, size, 0) if size else generate.edit_page(folder, 0)
            began = time.monotonic()
            while awaited not in urlopen(page).read().decode():
                time.sleep(LOOKED)
    return time.monotonic() - began
