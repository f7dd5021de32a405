"""Labels of the site that know which of them were asked for."""

from collections.abc import Mapping
from typing import Any

from isnad.facts.record import Bilingual


class Asked(dict[str, Bilingual]):
    """The labels of the site, which know what of them was asked for."""

    def __init__(self, labels: Mapping[str, Bilingual]) -> None:
        super().__init__(labels)
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> Bilingual:
        self.names.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.names.add(str(name))
        return super().__contains__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.names.add(name)
        return super().get(name, default)
