"""A second, naive reading of the condition language, straight from its YAML form over plain data: slow, short, and written apart from the engine."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from compliance.system.schema import FieldShape, fields_of, item_group

Truth = bool | None
Chain = list[tuple[Any, Any]]  # groups and their data, innermost first
ORDER = {"at_least": lambda a, b: a >= b, "at_most": lambda a, b: a <= b, "before": lambda a, b: a < b, "after": lambda a, b: a > b}


def both(values: list[Truth]) -> Truth:
    return False if False in values else None if None in values else True


def contrary(value: Truth) -> Truth:
    return None if value is None else not value


def either(values: list[Truth]) -> Truth:
    return contrary(both([contrary(value) for value in values]))


def earliest(day: date, length: int, unit: str) -> str:
    if unit == "days":
        return str(day - timedelta(days=length))
    year, month = divmod(day.year * 12 + day.month - 1 - length * (12 if unit == "years" else 1), 12)
    return str(date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])))


class Reference:
    def __init__(self, whole: dict[str, Any], as_of: date, parameters: dict[str, tuple[Any, str, str]], law_only: bool = False) -> None:
        self.whole, self.as_of, self.parameters, self.law_only = whole, as_of, parameters, law_only

    def ask(self, condition: dict[str, Any], chain: Chain) -> Truth:
        return both([self.clause(key, value, chain) for key, value in condition.items() if key != "part"])

    def clause(self, key: str, value: Any, chain: Chain) -> Truth:
        if key in ("all", "any", "none"):
            answers = [self.ask(condition, chain) for condition in value]
            return both(answers) if key == "all" else either(answers) if key == "any" else contrary(either(answers))
        shape, found = self.look(value["in"] if key in ("every", "some") else key, chain)
        if key not in ("every", "some"):
            return both([self.test(shape, found, *pair, chain) for pair in (value.items() if isinstance(value, dict) else [("is", value)])])
        items = found if not shape.target or found is None else [item for item in self.whole.get(shape.target, []) if item["id"] in found]
        inner = [[(item_group(shape.target) if shape.target else shape.group, item), *chain] for item in items or []]
        pairs = [(self.ask(value.get("where", {}), one), self.ask(value.get("require", {}), one)) for one in inner]
        truth = either([both(list(pair)) for pair in pairs]) if key == "some" else both([either([contrary(where), require]) for where, require in pairs])
        return None if found is None else truth

    def look(self, path: str, chain: Chain) -> tuple[FieldShape, Any]:
        first, *rest = path.split(".")
        group, node = next((group, node) for group, node in chain if first in fields_of(group))
        shape, node = fields_of(group)[first], node.get(first)
        for name in rest:
            group = item_group(shape.target) if shape.target else shape.group
            if shape.target:  # an id: the way leads on through the object it names
                node = next((item for item in self.whole.get(shape.target, []) if item["id"] == node), None)
            shape, node = fields_of(group)[name], None if node is None else node.get(name)
        return shape, 0 if node == "none" and shape.name == "shared_accounts" else node  # a tally of none is zero

    def test(self, shape: FieldShape, found: Any, operator: str, operand: Any, chain: Chain) -> Truth:
        words = operand if isinstance(operand, list) else [operand]
        used = [self.parameters[word[1:]] for word in words if str(word).startswith("$")]
        plain = [self.parameters[word[1:]][0] if str(word).startswith("$") else word for word in words]
        wanted = self.look(operand["value_of"], chain)[1] if isinstance(operand, dict) else str(self.as_of) if operand == "assessment_date" else plain
        wanted = wanted if isinstance(operand, dict | list) or operand == "assessment_date" else plain[0]
        if found is None or wanted is None or (self.law_only and any(basis == "convention" for _, _, basis in used)):
            return None
        nothing, listed = found in ("none", ["none"], []), wanted if isinstance(wanted, list) else [wanted]
        if operator in ("is", "not"):
            return (nothing if shape.many else found == wanted) is (operator == "is")
        if operator in ("one_of", "none_of"):
            return (found in listed) is (operator == "one_of")
        if operator in ("includes", "includes_any", "excludes"):
            return all(item in found for item in listed) if operator == "includes" else any(item in found for item in listed) is (operator == "includes_any")
        if operator in ("stated", "within"):
            return not nothing and (operator == "stated" or earliest(self.as_of, wanted, used[0][1]) <= found <= str(self.as_of))
        if shape.many or shape.ordered:
            found, wanted = ((0 if nothing else len(found)), wanted) if shape.many else (shape.values.index(found), shape.values.index(wanted))
        return bool("none" not in (found, wanted) and ORDER[operator](found, wanted))
