"""The world a condition is asked about: one description, its objects by id, the dated parameters, and each derived fact computed once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from compliance.base.source import Location
from compliance.facts.registry import all_facts
from compliance.system.model import Description
from compliance.system.types import Stated

REFERENCED = ("parties", "sites", "data", "components", "datasets")


class Read(NamedTuple):
    """One stated answer that a derived fact looked at; a value of None was not stated."""

    location: Location
    value: Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What a derived fact says: its value (None: cannot tell), why, and what it read; `told` keeps the form traces want."""

    value: Any
    reason: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    reads: tuple[Read, ...] = ()
    told: Any = field(default=None, compare=False)


class World:
    """One description as of one day; computes each derived fact once."""

    def __init__(self, description: Description, as_of: date, parameters: Mapping[str, Any]) -> None:
        self.description = description
        self.as_of = as_of
        self.parameters = parameters
        self._objects: dict[tuple[str, str], Any] = {}
        self._answers: dict[tuple[str, int], Answer] = {}
        self.concerned: dict[tuple[str, tuple[str, ...], int], bool | None] = {}  # whether provisions alike in addressees and condition concern the system
        self.tells = True  # False when nobody wants to know what the derived facts read
        self.steps: dict[tuple[Any, int], Any] = {}  # what was told, by the test and the identity of its subject
        self.truths: dict[int, bool | None] = {}  # conditions over the whole description, by the identity of their compiled form
        for name in REFERENCED:
            for item in getattr(description, name) or ():
                self._objects[name, item.id] = item

    def object(self, target: str, identifier: str | None) -> Any:
        """The object of a list by its id, or None."""
        return None if identifier is None else self._objects.get((target, identifier))

    def answer(self, name: str, subject: Stated) -> Answer:
        """What the derived fact `name` says of `subject`."""
        key = (name, id(subject))
        found = self._answers.get(key)
        if found is None:
            ask = Ask(self) if self.tells else QuickAsk(self)
            self._answers[key] = _PENDING
            value = all_facts()[name].function(subject, ask)
            found = self._answers[key] = Answer(value, ask.reason, ask.values, tuple(ask.reads))
        return found

    def value(self, name: str, subject: Stated) -> Any:
        """The value alone of what the derived fact `name` says of `subject`."""
        found = self._answers.get((name, id(subject)))
        return found.value if found is not None else self.answer(name, subject).value


_PENDING = Answer(None)


class Ask:
    """Reads the description for one derived fact and keeps account of what was read."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.reads: list[Read] = []
        self.reason = ""
        self.values: Mapping[str, object] = {}

    @property
    def system(self) -> Description:
        """The whole description."""
        return self.world.description

    @property
    def as_of(self) -> date:
        """The day as of which the question is asked."""
        return self.world.as_of

    def stated(self, subject: Stated, path: str) -> Any:
        """The answer at `path` of `subject`, None when it is not stated."""
        value: Any = subject
        names = path.split(".")
        location = subject.location
        for index, name in enumerate(names):
            if isinstance(value, Stated):
                location = value.location
                value = getattr(value, name)
            if value is None:
                location = (*location, *names[index:])
                break
        else:
            location = (*location, names[-1])
        self.reads.append(Read(location, value))
        return value

    def objects(self, subject: Stated, path: str, target: str) -> list[Any] | None:
        """The objects named by a list of ids; None when the list is not stated."""
        names = self.stated(subject, path)
        if names is None:
            return None
        return [found for name in names if (found := self.world.object(target, name)) is not None]

    def one(self, subject: Stated, path: str, target: str) -> Any:
        """The object named by an id; None when it is not stated."""
        return self.world.object(target, self.stated(subject, path))

    def each(self, name: str) -> list[Any] | None:
        """The items of a list of the description; None when the list is not stated."""
        found: list[Any] | None = self.stated(self.system, name)
        return found

    def fact(self, name: str, subject: Stated | None = None) -> Any:
        """What another derived fact says; its reads become reads of this one."""
        answer = self.world.answer(name, self.system if subject is None else subject)
        self.reads.extend(answer.reads)
        return answer.value

    def parameter(self, name: str) -> Any:
        """A dated parameter of the catalog as of the day, for example the members of the EEA."""
        return self.world.parameters[name]

    def because(self, reason: str, **values: object) -> None:
        """Say why; the words stand in `texts.yaml` under `reason`."""
        self.reason, self.values = reason, values


_PARTS: dict[str, tuple[str, ...]] = {}


class QuickAsk(Ask):
    """Reads the same, and keeps no account: for runs in which nobody wants to know what the derived facts read."""

    def stated(self, subject: Stated, path: str) -> Any:
        """The answer at `path` of `subject`, None when it is not stated."""
        names = _PARTS.get(path)
        if names is None:
            names = _PARTS[path] = tuple(path.split("."))
        value: Any = subject
        for name in names:
            if isinstance(value, Stated):
                value = getattr(value, name)
            if value is None:
                return None
        return value

    def fact(self, name: str, subject: Stated | None = None) -> Any:
        """What another derived fact says."""
        return self.world.value(name, self.system if subject is None else subject)
