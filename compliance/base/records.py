"""Writes frozen data as plain lists that say which fields they hold, so that `records_read` makes the same data of them again by their types alone.

Values of a few types that come again and again (steps, texts, places) stand once in a table and are named by their number.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from operator import attrgetter
from typing import Any, get_type_hints

DAY, LIST, MAP = "day", "list", "map"
RECORD, WHOLE = "record", "whole"
_PLAIN = frozenset((str, int, float, bool, type(None)))


class Record:
    """The plain form of one value, and the tables of what is shared.

    What is frozen becomes the list of its fields; a date, a mapping and a list that may change stand as `{"day": ...}`, `{"map": ...}` and `{"list": ...}`.
    A value of a shared type must be hashable, or made of what can be written out; equal ones get one number.
    """

    def __init__(self, shared: Sequence[type], encode: Callable[[Any], bytes]) -> None:
        """`encode` writes plain data as JSON; a row is written as soon as it is made, since thousands wait for the end of the file."""
        self.fields: dict[str, tuple[str, ...]] = {}
        self.tables: dict[str, list[bytes]] = {kind.__name__: [] for kind in shared}
        self._encode = encode
        self._shared = frozenset(shared)
        self._makers: dict[type, Callable[[Any], Any]] = {}

    def plain(self, value: Any) -> Any:
        """The plain form of a value; the number of its row when its type is shared.

        Raises TypeError for a value that is neither plain, frozen nor a date.
        """
        kind = type(value)
        return value if kind in _PLAIN else (self._makers.get(kind) or self._maker(kind))(value)

    def parts(self, value: Any) -> Iterator[tuple[str, bytes]]:
        """What is to be written of one value, as JSON: itself, the tables, and the names of the fields."""
        yield WHOLE, self._encode(self.plain(value))
        for name, rows in self.tables.items():
            yield name, b"[" + b",".join(rows) + b"]"
        yield "fields", self._encode({name: list(names) for name, names in self.fields.items()})

    def _maker(self, kind: type) -> Callable[[Any], Any]:
        made = self._makers[kind] = self._made(kind)
        return made

    def _made(self, kind: type) -> Callable[[Any], Any]:
        if issubclass(kind, bool | int | float | str):
            return kind.__mro__[-2] if kind.__mro__[-2] in _PLAIN else str
        if issubclass(kind, date):
            return lambda value: {DAY: value.isoformat()}
        if issubclass(kind, Mapping):
            return lambda value: {MAP: {str(key): self.plain(item) for key, item in value.items()}}
        names = field_names(kind)
        if names:
            self.fields[label(kind)] = names
            row = self._row(kind, names)
            return self._numbered(kind, row) if kind in self._shared else row
        if issubclass(kind, list):
            return lambda value: {LIST: [self.plain(item) for item in value]}
        if issubclass(kind, tuple):
            return lambda value: tuple([item if type(item) in _PLAIN else self.plain(item) for item in value])
        if issubclass(kind, set | frozenset):
            return lambda value: tuple(self.plain(item) for item in sorted(value))
        raise TypeError(kind.__name__)

    def _row(self, kind: type, names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
        """Makes the list of fields of one value; what equals its default is left out at the end."""
        usual = defaults(kind)
        ends = [usual.get(name, MISSING) for name in names]
        read: Callable[[Any], tuple[Any, ...]] = tuple if issubclass(kind, tuple) else attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)

        def row(value: Any) -> tuple[Any, ...]:
            held = read(value)
            count = len(held)
            while count and (held[count - 1] is ends[count - 1] or (held[count - 1] == ends[count - 1] and type(held[count - 1]) is type(ends[count - 1]))):
                count -= 1
            return tuple([item if type(item) in _PLAIN else self.plain(item) for item in held[:count]])

        return row

    def _numbered(self, kind: type, row: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any], int]:
        """Gives a value the number of its row, a new one when no equal value has come yet."""
        table, encode = self.tables[kind.__name__], self._encode
        seen: dict[int, int] = {}
        known: dict[Any, int] = {}
        open_fields = [index for index, declared in enumerate(get_type_hints(kind).values()) if declared is Any] if issubclass(kind, tuple) else []

        def number(value: Any) -> int:
            found = seen.get(id(value))
            if found is None:
                key: Any = (value, *[type(value[index]) for index in open_fields]) if open_fields else value  # True equals 1, and is not the same answer
                try:
                    found = known.get(key)
                except TypeError:
                    key = repr(value)
                    found = known.get(key)
                if found is None:
                    made = row(value)  # gives numbers to what it holds first: a row names only those above it
                    found = known[key] = len(table)
                    table.append(encode(made))
                seen[id(value)] = found  # the whole is held while it is written, so that no address is given to another value
            return found

        return number


def label(kind: type) -> str:
    """The name of a type in a record: two modules may each have a type of one name."""
    return f"{kind.__module__.rpartition('.')[2]}.{kind.__name__}"


def field_names(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass or named tuple in their order, none for another type."""
    if is_dataclass(kind):
        return tuple(field.name for field in fields(kind))
    return tuple(getattr(kind, "_fields", ()))


def defaults(kind: type) -> dict[str, Any]:
    """The default of every field that has a constant one."""
    if is_dataclass(kind):
        return {field.name: field.default for field in fields(kind) if field.default is not MISSING}
    return dict(getattr(kind, "_field_defaults", {}))
