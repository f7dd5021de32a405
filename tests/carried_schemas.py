"""Files asked by the schemas that check-jsonschema carries, without starting it for each: it takes seconds to begin."""

from pathlib import Path

from check_jsonschema import main
from click.testing import CliRunner


def faults(schema: str, *paths: Path) -> str:
    """Return what check-jsonschema has against some files; nothing where they are as the schema says."""
    done = CliRunner().invoke(main, ["--builtin-schema", f"vendor.{schema}", *map(str, paths)])
    return "" if done.exit_code == 0 else done.output or repr(done.exception)
