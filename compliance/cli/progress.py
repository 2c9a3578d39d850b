"""Says on a terminal what is being done, or which document is being written, once that takes more than a second; nothing anywhere else."""

import os
import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.status import Status

    from compliance.reports.words import Words

PATIENCE = 1.0  # seconds after which a reader wants to know


class Progress:
    """A line at the foot of the terminal that says what is being done; it goes away with the work, and no thread of it stays."""

    def __init__(self, words: "Words", patience: float = PATIENCE, doing: str = "") -> None:
        self._words = words
        self._told = words.say(doing) if doing else ""
        self._status: Status | None = None
        self._lock = threading.Lock()
        self._others: set[threading.Thread] = set()
        self._timer = threading.Timer(patience, self._show) if shown() else None

    def __enter__(self) -> "Progress":
        if self._timer is not None:
            self._others = set(threading.enumerate())
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._timer is None:
            return
        self._timer.cancel()
        with self._lock:
            self._timer = None
            if self._status is not None:
                self._status.stop()
        for thread in set(threading.enumerate()) - self._others:  # the spinner leaves its own behind for a moment
            if thread is not threading.current_thread():
                thread.join(PATIENCE)

    def now(self, name: str) -> None:
        """Name the document that is being written."""
        if self._timer is None:
            return
        with self._lock:
            self._told = self._words.say("writing", name=name)
            if self._status is not None:
                self._status.update(self._told)

    def _show(self) -> None:
        from rich.console import Console
        from rich.status import Status

        with self._lock:
            if self._timer is not None:
                self._status = Status(self._told, console=Console(stderr=True), spinner="line")
                self._status.start()


def shown() -> bool:
    """Whether anybody watches: a terminal that can move its cursor."""
    return sys.stderr.isatty() and os.environ.get("TERM", "") != "dumb"
