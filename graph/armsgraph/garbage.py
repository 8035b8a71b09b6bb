"""Put off the search for garbage in cycles while much is made that has none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep Python from looking again and again through all that is made meanwhile, around a block or a function.

    What is unused is let go as ever; only cycles wait. Where collecting is off already, it stays off.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
