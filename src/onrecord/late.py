"""Loading late what takes long to import (spaCy, the readers' libraries) and most commands don't need."""

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any


def load(package: str, homes: Mapping[str, str], name: str) -> Any:
    """What a package's `__getattr__` gives: a name from the module that defines it, kept from then on.

    Args:
        package: the package's own name.
        homes: the defining module of each name that it offers late.
        name: the name asked for.

    Raises:
        AttributeError: the package offers no such name.
    """
    if name not in homes:
        raise AttributeError(f"module {package!r} has no attribute {name!r}")
    value = getattr(import_module(homes[name]), name)
    setattr(sys.modules[package], name, value)
    return value


class Late:  # a dataclass would take as long to load as all that stands here
    """A function that is imported when it is first called; worker processes can be handed it.

    Args:
        module: where it is defined.
        name: its name there.
    """

    __slots__ = ("module", "name")

    def __init__(self, module: str, name: str) -> None:
        self.module = module
        self.name = name

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Calls the function."""
        return getattr(import_module(self.module), self.name)(*arguments, **named)
