"""A second, naive reading of the condition language, straight from its YAML form over plain data: slow, short, and written apart from the engine."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from compliance.system.schema import FieldShape, fields_of, item_group

Truth = bool | None
TALLIES = ("shared_accounts",)


def both(values: list[Truth]) -> Truth:
    return False if False in values else None if None in values else True


def contrary(value: Truth) -> Truth:
    return None if value is None else not value


def either(values: list[Truth]) -> Truth:
    return contrary(both([contrary(value) for value in values]))


class Reference:
    """Conditions about one system, as plain data, on one day; `parameters` give value, unit and basis."""

    def __init__(self, whole: dict[str, Any], as_of: date, parameters: dict[str, tuple[Any, str, str]], law_only: bool = False) -> None:
        self.whole, self.as_of, self.parameters, self.law_only = whole, as_of, parameters, law_only

    def ask(self, condition: dict[str, Any], chain: list[tuple[Any, Any]]) -> Truth:
        return both([self.clause(key, value, chain) for key, value in condition.items() if key != "part"])

    def clause(self, key: str, value: Any, chain: list[tuple[Any, Any]]) -> Truth:
        if key in ("all", "any", "none"):
            answers = [self.ask(condition, chain) for condition in value]
            return both(answers) if key == "all" else either(answers) if key == "any" else contrary(either(answers))
        if key in ("every", "some"):
            group, items = self.items(value["in"], chain)
            if items is None:
                return None
            where, require = ([self.ask(value.get(name, {}), [(group, item), *chain]) for item in items] for name in ("where", "require"))
            if key == "some":
                return either([both(list(pair)) for pair in zip(where, require, strict=True)])
            return both([either([contrary(selected), met]) for selected, met in zip(where, require, strict=True)])
        shape, found = self.look(key, chain)
        return both([self.test(shape, found, *pair, chain) for pair in (value.items() if isinstance(value, dict) else [("is", value)])])

    def items(self, path: str, chain: list[tuple[Any, Any]]) -> tuple[Any, Any]:
        shape, found = self.look(path, chain)
        if not shape.target:
            return shape.group, found
        return item_group(shape.target), None if found is None else [item for item in self.whole.get(shape.target, []) if item["id"] in found]

    def look(self, path: str, chain: list[tuple[Any, Any]]) -> tuple[FieldShape, Any]:
        names = path.split(".")
        group, node = next((group, node) for group, node in chain if names[0] in fields_of(group))
        for position, name in enumerate(names):
            shape = fields_of(group)[name]
            group, node = shape.group, None if node is None else node.get(name)
            if shape.target and not shape.many and position < len(names) - 1:
                group, node = item_group(shape.target), next((item for item in self.whole.get(shape.target, []) if item["id"] == node), None)
        return shape, 0 if node == "none" and names[-1] in TALLIES else node

    def test(self, shape: FieldShape, found: Any, operator: str, operand: Any, chain: list[tuple[Any, Any]]) -> Truth:
        names = [item[1:] for item in (operand if isinstance(operand, list) else [operand]) if isinstance(item, str) and item.startswith("$")]
        if self.law_only and any(self.parameters[name][2] == "convention" for name in names):
            return None
        wanted = self.look(operand["value_of"], chain)[1] if isinstance(operand, dict) else str(self.as_of) if operand == "assessment_date" else operand
        if isinstance(wanted, list):
            wanted = [self.parameters[item[1:]][0] if isinstance(item, str) and item.startswith("$") else item for item in wanted]
        elif names:
            wanted = self.parameters[names[0]][0]
        return None if found is None or wanted is None else self.compare(shape, found, operator, wanted, self.parameters[names[0]][1] if names else "")

    def compare(self, shape: FieldShape, found: Any, operator: str, wanted: Any, unit: str) -> bool:
        nothing, listed = found in ("none", ["none"], []), wanted if isinstance(wanted, list) else [wanted]
        if operator in ("is", "not"):
            return (nothing if shape.many else found == wanted) is (operator == "is")
        if operator in ("one_of", "none_of"):
            return (found in listed) is (operator == "one_of")
        if operator in ("includes", "includes_any", "excludes"):
            held = [item in found for item in listed]
            return all(held) if operator == "includes" else any(held) is (operator == "includes_any")
        if operator == "stated":
            return not nothing
        if operator == "within":
            return not nothing and self.earliest(wanted, unit) <= found <= str(self.as_of)
        if shape.many:
            found = 0 if nothing else len(found)
        elif shape.ordered:
            found, wanted = shape.values.index(found), shape.values.index(wanted)
        elif "none" in (found, wanted):
            return False
        return {"at_least": found >= wanted, "at_most": found <= wanted, "before": found < wanted, "after": found > wanted}[operator]

    def earliest(self, length: int, unit: str) -> str:
        if unit == "days":
            return str(self.as_of - timedelta(days=length))
        year, month = divmod(self.as_of.year * 12 + self.as_of.month - 1 - length * (12 if unit == "years" else 1), 12)
        return str(date(year, month + 1, min(self.as_of.day, monthrange(year, month + 1)[1])))
