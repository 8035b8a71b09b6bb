"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from armsgraph.errors import InputError


def write_whole(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file beside its place and rename it, so that a failure leaves the old file whole."""
    place = Path(path).resolve()
    try:
        if place.exists() and not place.is_file():
            # A device or a pipe takes what it is given; renaming over it would destroy it.
            place.write_bytes(data)
        else:
            _write_beside(place, data)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(f"{path}: cannot be written ({reason}); the old file is untouched") from None


def _write_beside(place: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".armsgraph-", dir=place.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(_mode(place))
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)


def _mode(place: Path) -> int:
    """Keep the rights of the old file; give a new one what the process gives any file."""
    if place.exists():
        return place.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
