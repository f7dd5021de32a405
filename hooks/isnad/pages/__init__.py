"""The facts for readers: what authors write, what macros make of records, and how both look."""
