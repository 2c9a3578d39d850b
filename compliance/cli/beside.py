"""Begins documents before their turn, so that no processor waits: in a copy of the process where the system makes one at no cost, else beside in a thread."""

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from compliance.cli.documents import ATTACHED, Documents, InTwo, Make

if TYPE_CHECKING:
    from concurrent.futures import Future

LARGE = 20_000_000  # bytes of JSON, or parts of a page: beyond, memory is dearer than time
LENGTH = 8  # bytes that say how long a document is


@contextmanager
def begun(documents: Documents, threads: bool) -> Iterator[Mapping[str, Make]]:
    """The files of a set and what gives the content of each; what goes wrong with one is told when its turn comes.

    The first document that is laid out is the longest, and is made here. The others are made in a copy of the process where there can be one;
    else, with `threads`, those that are laid out are laid out beside, the shortest begun first: while it is laid out, the longer ones are made ready.
    """
    laid_out = [name for name, make in documents.files.items() if isinstance(make, InTwo)]
    others = {name: make for name, make in documents.files.items() if name not in (ATTACHED, *laid_out[:1])}
    copy = _copy(documents, others) if laid_out and others and can_copy() else None
    if copy is not None:
        longest = settled(documents.files[laid_out[0]])
        given = {laid_out[0]: longest, **{name: copy.made(name, longest) for name in others}}
        try:
            yield {name: given.get(name, make) for name, make in documents.files.items()}
        finally:
            copy.end()
    elif laid_out and threads and len(documents.files) > 1:
        yield from _in_threads(documents.files, laid_out)
    else:
        yield documents.files


def can_copy() -> bool:
    """Whether the process can be copied safely and to any use: on Linux, with no other thread, and a second processor.

    Threads that libraries start are counted too, so by the system: a copy has none of them, and would wait for them without end.
    """
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 - the number alone is wanted
    except OSError:
        return False


def _copy(documents: Documents, others: Mapping[str, Make]) -> "Copy | None":
    """A copy that makes the others, unless the system gives none or what they rest on would fill the memory twice."""
    for rests_on in documents.shared:
        with contextlib.suppress(Exception):  # told where a document wants it
            if len(rests_on()) > LARGE:
                return None
    try:
        return Copy(others)
    except (OSError, AttributeError):  # a limit on processes, or a Python without files in memory
        return None


class Copy:
    """A copy of the process that makes documents and leaves them in memory; what it could not make is made here, when its turn comes."""

    def __init__(self, files: Mapping[str, Make]) -> None:
        self._files = files
        self._made: dict[str, bytes] | None = None
        self._memory = os.memfd_create("documents")
        try:
            self._process = os.fork()
        except OSError:
            os.close(self._memory)
            raise
        if self._process == 0:
            self._work()

    def made(self, name: str, meanwhile: Make) -> Make:
        """What gives the content of one document, once what is made here meanwhile is made."""

        def read() -> bytes:
            with contextlib.suppress(Exception):  # told at its own turn
                meanwhile()
            found = self._read().get(name)
            return self._files[name]() if found is None else found

        return read

    def end(self) -> None:
        """Let go of the copy, done or not."""
        if self._made is None:
            with contextlib.suppress(OSError):
                os.kill(self._process, signal.SIGKILL)
                os.waitpid(self._process, 0)
            os.close(self._memory)
            self._made = {}

    def _work(self) -> None:
        """In the copy: make every document, leave it, and be gone without a word."""
        try:
            parent = os.getppid()
            with os.fdopen(self._memory, "wb", closefd=False) as memory:
                for make in self._files.values():
                    if os.getppid() != parent:  # nobody waits any more
                        break
                    content = make()
                    memory.write(len(content).to_bytes(LENGTH))
                    memory.write(content)
        finally:
            os._exit(0)

    def _read(self) -> Mapping[str, bytes]:
        """The documents that the copy left, once it is done."""
        if self._made is None:
            with contextlib.suppress(OSError):
                os.waitpid(self._process, 0)
            self._made = {}
            with os.fdopen(self._memory, "rb") as memory:
                memory.seek(0)
                for name in self._files:
                    length = int.from_bytes(memory.read(LENGTH))
                    content = memory.read(length)
                    if not length or len(content) < length:
                        break
                    self._made[name] = content
        return self._made


def _in_threads(files: Mapping[str, Make], laid_out: list[str]) -> Iterator[Mapping[str, Make]]:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as beside:
        try:
            yield {**files, **{name: _begun(files[name], beside.submit) for name in reversed(laid_out)}}
        finally:
            beside.shutdown(wait=False, cancel_futures=True)


def _begun(make: Make, submit: Callable[[Make], "Future[bytes]"]) -> Make:
    """What gives the content of a document that is being laid out beside."""
    assert isinstance(make, InTwo)
    try:
        return submit(make.prepare()).result
    except Exception as error:  # noqa: BLE001 - raised again where the document is wanted
        return _failing(error)


def settled(make: Make) -> Make:
    """A document that is made once, when it is first wanted, or has failed for good."""
    outcome: list[Make] = []

    def made() -> bytes:
        if not outcome:
            try:
                content = make()
                outcome.append(lambda: content)
            except Exception as error:  # noqa: BLE001 - raised again as often as the document is wanted
                outcome.append(_failing(error))
        return outcome[0]()

    return made


def _failing(error: Exception) -> Make:
    def failed() -> bytes:
        raise error

    return failed
