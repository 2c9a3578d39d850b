"""Walks the questions of a classification in order, and keeps what each row gives: labels, roles, reasons, notions decided."""

from collections.abc import Mapping, Sequence
from datetime import date

from compliance.assessment.ai_act_model import Held, NodeResult, Reason, Role, RowResult
from compliance.assessment.ai_act_rows import Asked, Supposed, ask, told
from compliance.assessment.applicability import holds
from compliance.base.text import Text
from compliance.catalog.classification_model import Label, Node, Row, Rules
from compliance.catalog.model import Framework
from compliance.conditions.step import Truth
from compliance.facts.logic import either
from compliance.facts.world import World


class Walk:
    """A walk under way, then done: what has been found so far."""

    def __init__(self, rules: Rules, framework: Framework, world: Supposed, traces: bool, without_exclusions: bool, tells: bool) -> None:
        self.rules, self.framework, self.world, self.traces, self.without_exclusions, self.tells = rules, framework, world, traces, without_exclusions, tells
        self.labels: dict[str, list[Row]] = {}
        self.presumed: dict[str, None] = {}
        self.each_presumed: dict[str, None] = {}  # the same point by point, where one name stands for all
        self.routes: dict[str, None] = {}
        self.stands_for: dict[str, dict[str, None]] = {}
        self.points: dict[str, dict[str, None]] = {}
        self.attributes: dict[str, dict[str, None]] = {}
        self.contested: dict[str, Text] = {}
        self.roles: dict[str, Role] = {}
        self.dropped: set[str] = set()
        self.reasons: list[Reason] = []
        self.authority: Text | None = None
        self.ended = ""
        self.nodes: list[NodeResult] = []
        self.asked: list[tuple[Node, Asked]] = []
        self.excluded = False

    def run(self) -> "Walk":
        """Every question of the rules, in their order."""
        for node in self.rules.nodes:
            self._node(node)
        return self

    @property
    def found(self) -> list[Label]:
        """The labels given, the heaviest first."""
        return sorted((label for name, label in self.rules.labels.items() if name in self.labels), key=lambda label: -label.burden)

    def _wanted(self, node: Node) -> bool:
        if self.ended and self.ended not in node.after_end:
            return False
        if node.only_without_label and self.labels:
            return False
        return not node.needs or any(label in self.labels for label in node.needs)

    def _node(self, node: Node) -> None:
        if not self._wanted(node):
            self.nodes.append(NodeResult(node.id, node.title, False, None, ()))
            return
        told_rows: list[RowResult] = []
        given: list[str] = []
        outcomes: list[Truth] = []
        open_points = 0
        for row in node.rows:
            if (row.preview and self.without_exclusions) or (node.only_without_label and self.labels) or row.role in self.dropped:
                continue
            asked = ask(row, node, self.roles, self.labels, self.world)
            self.asked.append((node, asked))
            gives = self._take(node, asked)
            if gives:
                given.append(asked.outcome)
            if self.tells:
                told_rows.append(told(asked, gives, self.world, self.traces))
            if not row.informs:
                outcomes.append(True if asked.outcome == "hit" else (None if asked.outcome == "presumed" or asked.truth is None else False))
                open_points += asked.outcome == "presumed"
        self.nodes.append(NodeResult(node.id, node.title, True, either(outcomes), tuple(told_rows)))
        self._close(node, given, open_points)

    def _close(self, node: Node, given: Sequence[str], open_points: int) -> None:
        if node.settles:
            self.world.decide(node.settles, True if "hit" in given else (None if "presumed" in given else False))
        if node.all_points and open_points == sum(not row.informs and not row.presumes_only for row in node.rows):
            of_node = {row.presumed_as for row in node.rows}
            self.presumed = {point: None for point in self.presumed if point not in of_node} | {node.all_points: None}
        ending = next((label for label in self.found if label.ends), None) if given and not self.ended else None
        if ending is not None:
            self.ended = ending.id
            for name in [name for name in self.labels if name != ending.id]:
                del self.labels[name]

    def _take(self, node: Node, asked: Asked) -> str:
        """What a row gives: a label, a role, an authority, a reason; answers its name."""
        row = asked.row
        if asked.outcome == "refused":
            self.reasons.append(Reason(row.provisions[0], row.citation, refused=True))
        if asked.outcome == "presumed":
            return self._presume(row)
        if asked.outcome != "hit":
            return ""
        if row.contested_when is not None and holds(row.contested_when, self.world) is True and row.contested_why is not None:
            self.contested[row.point] = row.contested_why
        if row.drops_role:
            self.dropped.add(row.drops_role)
        if row.authority is not None:
            self.authority = row.authority
        if row.role:
            self._role(row, node, stated=asked.declared is True)
        return self._label(row) or row.role

    def _role(self, row: Row, node: Node, stated: bool) -> None:
        if row.role in self.roles:
            return
        how: Held = "stated" if stated else "established"
        if node.needs:
            # What the law shifts rests on a label: where that is only presumed, so is the role.
            how = "shifted" if any(self.labels.get(label) for label in node.needs) else "presumed"
            self.reasons.append(Reason(row.provisions[0], row.citation))
        self.roles[row.role] = Role(row.role, how, row.id, row.citation)

    def _label(self, row: Row) -> str:
        name = row.label
        if not name:
            return ""
        if row.label_before and (starts := self._starts(row)) is not None and self.world.as_of < starts:
            name = row.label_before
        self.labels.setdefault(name, []).append(row)
        if row.replaces:
            self.labels.pop(row.replaces, None)
            self.points[name] = self.points.pop(row.replaces, {})
        if row.point:
            self.points.setdefault(name, {})[row.point] = None
        if row.attribute:
            self.attributes.setdefault(name, {})[row.attribute] = None
        if self.rules.labels[name].leaves_scope:
            self.reasons.append(Reason(row.provisions[0], row.citation))
            self.excluded = self.excluded or row.preview
        return name

    def _presume(self, row: Row) -> str:
        if row.role:
            self.roles.setdefault(row.role, Role(row.role, "presumed", row.id, row.citation))
            return row.role
        name = row.unknown_label
        self.labels.setdefault(name, [])
        if row.point:
            self.points.setdefault(name, {})[row.point] = None
        label = self.rules.labels[name]
        if row.label != name:
            self.stands_for.setdefault(name, {})[row.label] = None
        if row.label != name and not label.open:
            self.presumed[row.presumed_as] = self.each_presumed[row.presumed_as] = None
            self.routes[row.label] = None
        return name

    def _starts(self, row: Row) -> date | None:
        windows = self.framework.requirements[row.provisions[0]].windows
        return min((window.starts for window in windows), default=None)


def walk(rules: Rules, framework: Framework, world: World, traces: bool, without_exclusions: bool = False, tells: bool = True) -> Walk:
    """Walk the rules for one system; without exclusions, to see what it would be if it left the one it relies on; `tells` is false where only the labels are wanted."""
    decided: Mapping[str, Truth] = dict(rules.scope_terms)
    return Walk(rules, framework, Supposed(world, decided), traces, without_exclusions, tells).run()
