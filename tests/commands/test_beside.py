"""Documents begun before their turn: the same contents, the same faults, wherever they are made."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping

import pytest

from compliance.cli import beside
from compliance.cli.documents import ATTACHED, Documents, InTwo, Make

WAYS = ("copy", "threads", "here")


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each of the ways in which documents are begun."""
    if request.param == "copy":
        if not hasattr(os, "memfd_create"):
            pytest.skip("processes cannot be copied here")
        monkeypatch.setattr(beside, "can_copy", lambda: True)
    else:
        monkeypatch.setattr(beside, "can_copy", lambda: False)
    return str(request.param)


def in_two(content: bytes) -> InTwo:
    return InTwo(lambda: lambda: content)


def made(files: Mapping[str, Make], way: str, shared: tuple[Make, ...] = ()) -> dict[str, bytes | str]:
    """The content of every file, or what went wrong with it."""
    found: dict[str, bytes | str] = {}
    with beside.begun(Documents(files, shared), way == "threads") as given:
        assert list(given) == list(files)
        for name, make in given.items():
            try:
                found[name] = make()
            except ValueError as error:
                found[name] = str(error)
    return found


def broken() -> bytes:
    raise ValueError("broken")


LONG = bytes(range(256)) * 20_000  # more than a pipe holds


def test_every_document_is_the_one_its_maker_makes(way: str) -> None:
    files: dict[str, Make] = {ATTACHED: lambda: b"{}", "page": lambda: LONG, "one": in_two(b"1" * 70_000), "two": in_two(LONG[::-1]), "short": lambda: b"x"}
    assert made(files, way) == {name: make() for name, make in files.items()}


@pytest.mark.parametrize("at", ["page", "one", "two"])
@pytest.mark.parametrize("step", ["prepare", "lay out"])
def test_what_goes_wrong_with_one_is_told_at_its_turn_and_spares_the_others(way: str, at: str, step: str) -> None:
    files: dict[str, Make] = {ATTACHED: lambda: b"{}", "page": lambda: b"p", "one": in_two(b"1"), "two": in_two(b"2"), "last": lambda: b"l"}
    expected: dict[str, bytes | str] = {name: make() for name, make in files.items()}
    files[at] = broken if at == "page" else InTwo(broken if step == "prepare" else lambda: broken)  # type: ignore[arg-type]
    assert made(files, way) == {**expected, at: "broken"}


def test_what_documents_rest_on_may_fail_until_one_wants_it(way: str) -> None:
    assert made({"page": lambda: b"p", "one": in_two(b"1")}, way, (broken,)) == {"page": b"p", "one": b"1"}


@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="processes cannot be copied here")
def test_a_copy_works_in_another_process_and_is_gone_with_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "can_copy", lambda: True)
    files: dict[str, Make] = {"page": lambda: str(os.getpid()).encode(), "one": in_two(b"1")}
    with beside.begun(Documents(files, ()), False) as given:
        process = int(given["page"]())
        assert process != os.getpid()
    with pytest.raises(ChildProcessError):
        os.waitpid(process, os.WNOHANG)


@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="processes cannot be copied here")
def test_a_copy_nobody_waits_for_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "can_copy", lambda: True)

    def never() -> bytes:
        time.sleep(600)
        return b""

    before = time.monotonic()
    with pytest.raises(KeyboardInterrupt), beside.begun(Documents({"page": never, "one": in_two(b"1")}, ()), False):
        raise KeyboardInterrupt
    assert time.monotonic() - before < 60


@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="processes cannot be copied here")
def test_what_a_copy_that_ended_early_left_out_is_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "can_copy", lambda: True)
    here = os.getpid()

    def gone() -> bytes:
        if os.getpid() != here:
            os._exit(3)
        return b"made here"

    files: dict[str, Make] = {"before": lambda: b"b", "page": gone, "one": in_two(b"1"), "after": lambda: b"a"}
    with beside.begun(Documents(files, ()), False) as given:
        assert [make() for make in given.values()] == [b"b", b"made here", b"1", b"a"]


ALONE = "from compliance.cli.beside import can_copy; before = can_copy()"
THREAD = "import _thread, time; _thread.start_new_thread(time.sleep, (60,))"  # one that the module `threading` knows nothing of
LAID_OUT = "import typst; typst.compile(b'x', format='pdf')"


@pytest.mark.parametrize("begins", [THREAD, LAID_OUT])
def test_a_process_with_threads_is_not_copied(begins: str) -> None:
    if begins == LAID_OUT:
        pytest.importorskip("typst")
    run = subprocess.run([sys.executable, "-c", f"{ALONE}; {begins}; print(before, can_copy(), flush=True); import os; os._exit(0)"], capture_output=True, text=True, check=True)
    usable = sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1
    assert run.stdout.split() == [str(usable), "False"]


@pytest.mark.parametrize("what", ["fork", "memfd_create", "none"])
def test_a_system_that_gives_no_copy_does_without(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> int:
        raise BlockingIOError(11, "no more processes")

    monkeypatch.setattr(beside, "can_copy", lambda: True)
    if what == "none":
        monkeypatch.delattr(os, "memfd_create", raising=False)
    else:
        monkeypatch.setattr(os, what, refused, raising=False)
    files: dict[str, Make] = {"page": lambda: b"p", "one": in_two(b"1")}
    with beside.begun(Documents(files, ()), False) as given:
        assert {name: make() for name, make in given.items()} == {"page": b"p", "one": b"1"}


def test_what_would_fill_the_memory_twice_is_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "can_copy", lambda: True)
    monkeypatch.setattr(beside, "LARGE", 10)
    files: dict[str, Make] = {"page": lambda: str(os.getpid()).encode(), "one": in_two(b"1")}
    with beside.begun(Documents(files, (lambda: b"x" * 11,)), False) as given:
        assert int(given["page"]()) == os.getpid()
