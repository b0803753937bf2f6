"""Which files a user means by a path, folder or glob, and what a table beside them says of each."""

import glob
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from onrecord.errors import EmptyInput, ReadError
from onrecord.read.given import Given, Limits, Problem
from onrecord.read.sidecar import Sidecar, over, read_sidecar

Found = tuple[Path, Given]
"""A file, and what is known about it."""


def find_files(source: str, *, given: Given, limits: Limits) -> Iterator[Found | Problem]:
    """The files that a path, folder or glob stands for.

    A folder is read with its folders, in order of their names, without hidden files. A file's metadata is
    what was given, below it what the sidecar nearest to the file says.

    Args:
        source: as the user wrote it.
        given: metadata that wins.
        limits: how large a sidecar may be.

    Yields:
        Each file with its metadata, or a problem: with a sidecar, or where there is nothing to read.
    """
    path = Path(source)
    try:
        if path.is_dir():
            yield from _in_folder(path, given, limits)
        elif path.exists() or path.is_symlink():
            yield from _with_sidecars([path], _Sidecars(path.parent, limits), given)
        elif glob.has_magic(source):
            yield from _matching(source, given, limits)
        else:
            yield Problem(source, ReadError(f"{source} does not exist.", "Check the spelling of the path."))
    except (OSError, ValueError) as error:  # no permission, a name too long, a null character
        yield Problem(source, ReadError(f"{source} cannot be opened ({error}).", "Check the path."))


def _matching(pattern: str, given: Given, limits: Limits) -> Iterator[Found | Problem]:
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - a Path takes no absolute pattern
    if not matches:
        yield Problem(pattern, ReadError(f"No file matches {pattern}.", "Check the pattern and the folder."))
        return
    tables: dict[Path, _Sidecars] = {}
    for match in map(Path, matches):
        if match.is_dir():
            if "**" not in pattern:
                yield from _in_folder(match, given, limits)
            continue
        sidecars = tables.setdefault(match.parent, _Sidecars(match.parent, limits))
        if not sidecars.is_one(match):
            yield from _with_sidecars([match], sidecars, given)


def _in_folder(folder: Path, given: Given, limits: Limits) -> Iterator[Found | Problem]:
    sidecars = _Sidecars(folder, limits)
    empty = True
    for found in _with_sidecars(_walk(folder), sidecars, given):
        empty = False
        yield found
    if empty:
        yield Problem(str(folder), EmptyInput(f"{folder} holds no files to read.", "Check the folder."))


def _walk(folder: Path) -> Iterator[Path]:
    """Every file under a folder that is not hidden, by name; links to folders are not followed."""
    for top, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(top) / name for name in sorted(names) if not name.startswith("."))


def _raise(error: OSError) -> None:
    raise error


def _with_sidecars(
    paths: "Iterator[Path] | list[Path]", sidecars: "_Sidecars", given: Given
) -> Iterator[Found | Problem]:
    for path in paths:
        yield from sidecars.new_problems(path.parent)
        if not sidecars.is_one(path):
            yield path, replace(sidecars.given_for(path, given), path=given.path or _as_text(path))


def _as_text(path: Path) -> str:
    """A path as text that can be stored, whatever bytes its name holds."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


class _Sidecars:
    """The sidecars of a folder and of the folders in it, each read once.

    Args:
        top: the folder; those above it are not looked at.
        limits: how large a sidecar may be.
    """

    def __init__(self, top: Path, limits: Limits) -> None:
        self._top = top
        self._limits = limits
        self._read: dict[Path, Sidecar] = {}
        self._told: set[Path] = set()

    def is_one(self, path: Path) -> bool:
        """Whether a file is itself a sidecar."""
        resolved = path.resolve()
        return any(
            sidecar.path is not None and sidecar.path.resolve() == resolved
            for sidecar in self._near(path.parent)
        )

    def new_problems(self, folder: Path) -> Iterator[Problem]:
        """What is wrong with the sidecars for a folder, once for each sidecar."""
        for sidecar in self._near(folder):
            if sidecar.path is not None and sidecar.path.resolve() not in self._told:
                self._told.add(sidecar.path.resolve())
                yield from sidecar.problems

    def given_for(self, path: Path, given: Given) -> Given:
        """What is known of a file: what was given, then what each sidecar says, the nearest first."""
        for sidecar in self._near(path.parent):
            given = over(given, sidecar.rows.get(path.resolve(), Given()))
        return given

    def _near(self, folder: Path) -> Iterator[Sidecar]:
        """The sidecars for a folder, from its own up to that of the top folder."""
        while True:
            if folder not in self._read:
                self._read[folder] = read_sidecar(folder, self._limits)
            yield self._read[folder]
            if folder == self._top or folder == folder.parent:
                return
            folder = folder.parent
