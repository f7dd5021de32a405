"""What the tests ask of the project."""

import sys

# jsonschema would make a grammar of IRIs when it is imported, which takes seconds; no schema here asks for that format.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
