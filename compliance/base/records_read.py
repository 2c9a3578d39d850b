"""Reads what `records` wrote, by the types of the fields alone, so that a new field needs no code; what does not fit is refused with its path.

What is read may have been made by anybody: references lead to rows above only, steps that share each other are counted as often as they would be told,
and texts that no file may hold are refused.
"""

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from math import isfinite
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from compliance.base.problems import closest
from compliance.base.records import DAY, LIST, MAP, WHOLE, defaults, field_names, label

MOST = 2_000_000  # values that shared rows may stand for once each is told in full
DEEPEST = 60

Read = Callable[[Any, str], Any]


class BadRecord(Exception):
    """Raised for a record that does not fit its types; `code` names the message, `path` the place."""

    def __init__(self, code: str, path: str, suggestion: str = "", **values: object) -> None:
        self.code, self.path, self.suggestion, self.values = code, path, suggestion, values
        super().__init__(f"{path}: {code}")


class Reading:
    """One record being read; `named` finds a class that an annotation names and its module does not import."""

    def __init__(self, data: Any, shared: Sequence[type], named: Callable[[str], Any]) -> None:
        if not isinstance(data, dict) or not isinstance(data.get("fields"), dict):
            raise BadRecord("record_group", "")
        self._data: dict[str, Any] = data
        self._shared = frozenset(shared)
        self._names = _Names(named)
        self._readers: dict[Any, Read] = {}
        self._rows: dict[str, list[Any]] = {kind.__name__: [] for kind in shared}
        self._sizes: dict[str, list[tuple[int, int]]] = {kind.__name__: [] for kind in shared}
        self._size, self._depth, self._told = 0, 0, 0
        for kind in shared:
            self._table(kind)

    def whole(self, kind: type) -> Any:
        """The value that was recorded.

        Raises BadRecord when something of it is missing, unknown or of another type.
        """
        if WHOLE not in self._data:
            raise BadRecord("record_group", "")
        return self._reader(kind)(self._data[WHOLE], "")

    def _table(self, kind: type) -> None:
        name = kind.__name__
        listed = self._data.get(name)
        if not isinstance(listed, list):
            raise BadRecord("record_list", name)
        read, rows, sizes = self._fielded(kind), self._rows[name], self._sizes[name]
        for index, item in enumerate(listed):
            self._size, self._depth = 1, 0
            made = read(item, f"{name}.{index + 1}")
            if self._depth >= DEEPEST or self._size > MOST:
                raise BadRecord("record_size", f"{name}.{index + 1}")
            rows.append(made)
            sizes.append((self._size, self._depth + 1))
        self._size, self._depth = 0, 0

    def _reader(self, hint: Any) -> Read:
        found = self._readers.get(hint)
        if found is None:
            self._readers[hint] = lambda value, path: self._readers[hint](value, path)  # a type may hold itself
            found = self._readers[hint] = self._made(hint)
        return found

    def _made(self, hint: Any) -> Read:
        origin, arguments = get_origin(hint), get_args(hint)
        if hint is Any:
            return self._anything
        if origin is Literal:
            return self._literal(arguments)
        if origin in (Union, types.UnionType):
            return self._either(arguments)
        if origin is tuple:
            return self._many(arguments[0]) if arguments[-1] is Ellipsis else self._fixed(arguments)
        if origin in (set, frozenset):
            inner = self._many(arguments[0])
            return lambda value, path: origin(inner(value, path))
        if origin is list:
            held = self._many(arguments[0])
            return lambda value, path: list(held(_tagged(value, LIST, list, path), path))
        if origin in (dict, Mapping):
            return self._mapping(arguments[1])
        if hint in self._shared:
            return self._numbered(hint)
        if isinstance(hint, type) and issubclass(hint, date):
            return self._day
        if isinstance(hint, type) and field_names(hint):
            return self._fielded(hint)
        return self._single(hint)

    def _single(self, hint: Any) -> Read:
        def read(value: Any, path: str) -> Any:
            if type(value) is int and hint is float:
                return value
            if type(value) is not (type(None) if hint is None else hint):
                raise BadRecord("record_kind", path, found=_shown(value))
            if isinstance(value, str) and not value.isascii():
                _sound(value, path)
            if isinstance(value, float) and not isfinite(value):
                raise BadRecord("record_kind", path, found=_shown(value))
            return value

        return read

    def _literal(self, allowed: tuple[Any, ...]) -> Read:
        def read(value: Any, path: str) -> Any:
            if not any(type(value) is type(one) and value == one for one in allowed):
                words = [str(one) for one in allowed]
                raise BadRecord("not_one_of", path, closest(str(value), words), value=_shown(value), expected=", ".join(words))
            return value

        return read

    def _either(self, hints: tuple[Any, ...]) -> Read:
        optional = type(None) in hints
        readers = [self._reader(hint) for hint in hints if hint is not type(None)]

        def read(value: Any, path: str) -> Any:
            if value is None and optional:
                return None
            for one in readers[:-1]:
                try:
                    return one(value, path)
                except BadRecord:
                    continue
            return readers[-1](value, path)

        return read

    def _many(self, hint: Any) -> Read:
        inner = self._reader(hint)

        def read(value: Any, path: str) -> Any:
            if not isinstance(value, list):
                raise BadRecord("record_list", path)
            return tuple([inner(item, f"{path}.{index}") for index, item in enumerate(value, 1)])

        return read

    def _fixed(self, hints: tuple[Any, ...]) -> Read:
        inner = [self._reader(hint) for hint in hints]

        def read(value: Any, path: str) -> Any:
            if not isinstance(value, list) or len(value) != len(inner):
                raise BadRecord("record_list", path)
            return tuple(one(item, f"{path}.{index}") for index, (one, item) in enumerate(zip(inner, value, strict=True), 1))

        return read

    def _mapping(self, hint: Any) -> Read:
        inner = self._reader(hint)

        def read(value: Any, path: str) -> Any:
            return {_sound(key, path): inner(item, f"{path}.{key}") for key, item in _tagged(value, MAP, dict, path).items()}

        return read

    def _day(self, value: Any, path: str) -> date:
        if isinstance(value, dict) and set(value) == {DAY} and isinstance(value[DAY], str):
            try:
                return date.fromisoformat(value[DAY])
            except ValueError:
                pass
        raise BadRecord("record_day", path, found=_shown(value))

    def _anything(self, value: Any, path: str) -> Any:
        if isinstance(value, list):
            return tuple([self._anything(item, path) for item in value])
        if isinstance(value, dict):
            if LIST in value:
                return [self._anything(item, path) for item in _tagged(value, LIST, list, path)]
            return self._day(value, path) if DAY in value else self._reader(Mapping[str, Any])(value, path)
        if isinstance(value, str):
            return _sound(value, path)
        return self._single(type(value))(value, path)

    def _numbered(self, kind: type) -> Read:
        rows, sizes = self._rows[kind.__name__], self._sizes[kind.__name__]

        def read(value: Any, path: str) -> Any:
            if type(value) is not int or not 0 <= value < len(rows):
                raise BadRecord("record_reference", path, found=_shown(value))
            size, depth = sizes[value]
            self._size, self._depth, self._told = self._size + size, max(self._depth, depth), self._told + size
            if self._told > MOST:
                raise BadRecord("record_size", path)
            return rows[value]

        return read

    def _fielded(self, kind: type) -> Read:
        stored = self._data["fields"].get(label(kind), [])
        names, usual, needed = field_names(kind), defaults(kind), _needed(kind)
        where = f"fields.{label(kind)}"
        if not isinstance(stored, list) or len(set(map(str, stored))) != len(stored):
            raise BadRecord("record_list", where)
        for name in stored:
            if name not in names:
                raise BadRecord("unknown_field", where, closest(str(name), names), field=_shown(name))
        hints = get_type_hints(kind, localns=self._names)
        readers = [self._reader(hints[name]) for name in stored]

        def read(value: Any, path: str) -> Any:
            if not isinstance(value, list) or len(value) > len(readers):
                raise BadRecord("record_list", path)
            held = {name: one(item, f"{path}.{name}" if path else name) for name, one, item in zip(stored, readers, value, strict=False)}
            for name in needed:
                if name not in held:
                    raise BadRecord("record_missing", f"{path}.{name}" if path else name)
            return kind(**{**usual, **held})

        return read


class _Names(dict[str, Any]):
    """The names of an annotation that its module knows only while types are checked."""

    def __init__(self, named: Callable[[str], Any]) -> None:
        super().__init__()
        self._named = named

    def __missing__(self, name: str) -> Any:
        found = self._named(name)
        if found is None:
            raise KeyError(name)
        return found


def _needed(kind: type) -> tuple[str, ...]:
    """The fields that no value may lack."""
    if is_dataclass(kind):
        return tuple(field.name for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING)
    return tuple(name for name in field_names(kind) if name not in defaults(kind))


def _tagged(value: Any, tag: str, kind: type, path: str) -> Any:
    """What stands under the tag of a mapping or a list."""
    if not isinstance(value, dict) or set(value) != {tag} or not isinstance(value[tag], kind):
        raise BadRecord("record_group" if kind is dict else "record_list", path)
    return value[tag]


def _sound(text: str, path: str) -> str:
    """A text that can be written again: half a character of two parts cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadRecord("record_kind", path, found="\\ud8..") from None
    return text


def _shown(value: Any) -> str:
    text = ascii(value) if isinstance(value, str | int | float | bool | None) else type(value).__name__
    return text if len(text) <= 40 else text[:40] + "…"
