"""One observation more in the text of data/indicators.yaml, at the end of its indicator; nothing else changes."""

from . import yamltree

INDICATORS = "data/indicators.yaml"


def inserted(text: str, indicator: str, block: str) -> str | None:
    """Return the text of data/indicators.yaml with one more observation of an indicator; None where it has no place."""
    root, _ = yamltree.parse(text, INDICATORS)
    if not isinstance(root, yamltree.Mapping) or "indicators" not in root.pairs:
        return None
    table = root.pairs["indicators"][1]
    if not isinstance(table, yamltree.Mapping) or indicator not in table.pairs:
        return None
    lines = text.split("\n")
    end = _end(root, table, indicator, len(lines))
    while end and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    head = [line.replace("observations: {}", "observations:") if number == end - 1 else line
            for number, line in enumerate(lines[:end])]  # fmt: skip
    made = "\n".join([*head, block.rstrip("\n"), *lines[end:]])
    return made if _holds(text, made) else None


def _end(root: yamltree.Mapping, table: yamltree.Mapping, indicator: str, last: int) -> int:
    """Return how many lines stand before what follows an indicator."""
    begin = table.pairs[indicator][0].mark.line
    keys = [key for mapping in (root, table) for key, _ in mapping.pairs.values()]
    return min((key.mark.line - 1 for key in keys if key.mark.line > begin), default=last)


def _holds(before: str, after: str) -> bool:
    """Return whether a text has, besides all that another one has, one observation more."""
    one, other = (yamltree.parse(text, INDICATORS)[0] for text in (before, after))
    return _count(other) == _count(one) + 1


def _count(node: yamltree.Node | None) -> int:
    """Return how many observations a file of indicators holds; less than none where it is no such file."""
    if not isinstance(node, yamltree.Mapping) or "indicators" not in node.pairs:
        return -9
    table = node.pairs["indicators"][1]
    records = [value for _, value in table.pairs.values()] if isinstance(table, yamltree.Mapping) else []
    found = [record.pairs["observations"][1] for record in records
             if isinstance(record, yamltree.Mapping) and "observations" in record.pairs]  # fmt: skip
    return sum(len(each.pairs) for each in found if isinstance(each, yamltree.Mapping))
