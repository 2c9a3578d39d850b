"""Tells tests: what was asked, what was found and where, each test of one subject once in an assessment."""

from collections.abc import Callable
from typing import Any

from compliance.base.source import Location
from compliance.conditions.compare import Compare
from compliance.conditions.model import Test, ValueOf
from compliance.conditions.paths import Resolved
from compliance.conditions.reading import Chain, Read, found_at, place_of, subject_of
from compliance.conditions.step import Step, Truth
from compliance.facts.world import Answer, World
from compliance.system.types import Stated

Decide = Callable[[Chain, World], Truth]


class TestStep:
    """Tells one test; an object and not a closure, since thousands are kept at a time."""

    __test__ = False  # no test of pytest's
    __slots__ = ("compare", "convention", "expected", "found", "moving", "near", "operand", "read", "test", "truth")

    def __init__(self, test: Test, found: Resolved, read: Read, truth: Decide, compare: Compare | None, convention: bool, operand: Any, moving: bool) -> None:
        """`compare` is None where the verdict does not follow from the value and the operand alone."""
        self.test, self.found, self.read, self.truth, self.compare = test, found, read, truth, compare
        self.convention, self.operand, self.moving = convention, operand, moving
        self.expected = None if moving else _fixed(operand)
        self.near = not moving and compare is not None and not found.hops

    def __call__(self, chain: Chain, world: World) -> Step:
        """The step of one subject; told once, since many controls ask the same of it."""
        if self.moving:  # the operand may come from another subject
            return self._far(chain, world)
        subject = chain[self.found.depth]
        key = (self, id(subject))  # the test itself: the place of one that is gone could be given to another
        step = world.steps.get(key)
        if step is None:
            step = world.steps[key] = self._near(subject, world) if self.near else self._far(chain, world)
        return step

    def _near(self, subject: Stated, world: World) -> Step:
        test, found = self.test, self.found
        location: Location = subject.location
        children: tuple[Step, ...] = ()
        reason: str = ""
        words: tuple[tuple[str, str], ...] = ()
        if found.fact:
            answer = world.answer(found.fact, subject)
            value, reason = answer.value, answer.reason
            words, children = answer.told or _told(answer)
        else:
            name = found.shape.name
            value, location = getattr(subject, name), (*location, name)
        truth = None if value is None else self.compare(value, self.operand)  # type: ignore[misc]
        if isinstance(value, list):
            value = _counted(value)
        return Step("test", truth, test.path, test.operator, self.expected, value, location, children, found.fact, reason, words, "", self.convention)

    def _far(self, chain: Chain, world: World) -> Step:
        """The same where the value lies further away, or the operand moves with the subject."""
        test, found = self.test, self.found
        value = stated = self.read(chain, world)
        expected = self.operand(chain, world) if self.moving else self.operand
        if test.operator == "within" and expected is not None:
            expected = expected[0]
        children: tuple[Step, ...] = ()
        reason: str = ""
        words: tuple[tuple[str, str], ...] = ()
        if found.fact:
            subject = subject_of(found, chain, world)
            if subject is not None:
                answer = world.answer(found.fact, subject)
                reason = answer.reason
                words, children = answer.told or _told(answer)
        elif isinstance(test.operand, ValueOf) and expected is None and value is not None:
            value = None  # the answer that is missing is the one it is compared with
        if isinstance(value, list):
            value = _counted(value)
        location = place_of(found, chain, world)
        if isinstance(test.operand, ValueOf) and stated is not None and expected is None:
            other = found_at(test.operand.path, tuple(type(item) for item in chain))
            return Step("test", None, test.operand.path, "stated", None, None, place_of(other, chain, world), convention=self.convention)
        told = (_fixed(expected), value, location, children, found.fact, reason, words)
        return Step("test", self.truth(chain, world), test.path, test.operator, *told, convention=self.convention)


def _counted(value: list[Any]) -> Any:
    """A list as a step keeps it: one that nothing changes any more; a list of objects is told by its length."""
    return len(value) if value and isinstance(value[0], Stated) else tuple(value)


def _fixed(value: Any) -> Any:
    """A value as a step keeps it: one that nothing changes any more."""
    return tuple(value) if isinstance(value, list) else value


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple([_frozen(item) for item in value])
    return "…" if isinstance(value, Stated) else value


_PLAIN = frozenset((str, bool, int, float, type(None)))


def _told(answer: Answer) -> tuple[tuple[tuple[str, str], ...], tuple[Step, ...]]:
    """The words of what a derived fact says, and what it read as steps; kept with the answer, since many controls ask for the same fact."""
    distinct = dict.fromkeys([(location, value if type(value) in _PLAIN else _frozen(value)) for location, value in answer.reads])
    words = tuple([(name, str(item)) for name, item in answer.values.items()])
    told = (words, tuple([_read(location, value) for location, value in distinct]))
    object.__setattr__(answer, "told", told)
    return told


def _read(location: Location, value: Any) -> Step:
    path = ".".join([part for part in location if isinstance(part, str)])
    return Step("read", None if value is None else True, path, "", None, value, location)
