"""The classification on a screen, as a tree: labels, roles, the walk, duties by date, what is missing and what comes near."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from compliance.assessment.ai_act_model import Classification, NodeResult
from compliance.conditions.step import Step
from compliance.reports.classification_changes import presumed_name
from compliance.reports.classification_lists import add_duties, add_missing, add_near
from compliance.reports.classification_words import label_name, role_name, say
from compliance.reports.terminal import safe
from compliance.reports.terminal_waivers import show_reserves
from compliance.reports.view_reserves import NONE, Reserves
from compliance.reports.words import Words, long_date

if TYPE_CHECKING:
    from rich.console import Console

MARKS: Mapping[bool | None, str] = {True: "✓", False: "✗", None: "?"}
OUTCOMES = {"hit": "bold red", "presumed": "yellow", "excepted": "cyan", "refused": "yellow", "informs": "cyan"}
WIDE = 4000
FEW = 4  # open rows of one question that are told one by one
MANY = 6  # points that stand beside a label; the walk names them all


class Screen:
    """One classification being printed."""

    def __init__(self, result: Classification, words: Words, trace: bool) -> None:
        self.result, self.words, self.trace = result, words, trace

    def tree(self, name: str) -> Any:
        """The whole classification as a rich tree."""
        from rich.tree import Tree

        title = say("title", self.words, system=safe(name) or say("no_name", self.words), date=long_date(self.result.as_of, self.words.language))
        tree = Tree(self.text(title, "bold"))
        self.add(tree, say("law", self.words, law=self.words.text(self.result.law)), "dim")
        self.labels(tree)
        self.held_roles(tree)
        self.device(tree)
        self.walk(tree)
        add_duties(self, tree)
        add_missing(self, tree)
        add_near(self, tree)
        self.cautions(tree)
        self.add(tree, say("caution", self.words), "dim")
        return tree

    def text(self, said: str, style: str = "") -> Any:
        """Words as rich text: never read as markup, never able to steer the terminal."""
        from rich.text import Text as Rich

        return Rich(safe(said), style=style)

    def add(self, tree: Any, said: str, style: str = "") -> Any:
        """A branch of the tree."""
        return tree.add(self.text(said, style))

    def name(self, label: str) -> str:
        """A label in words."""
        return label_name(label, self.result, self.words)

    def labels(self, tree: Any) -> None:
        """The labels with their points, presumptions and doubts."""
        branch = self.add(tree, say("labels", self.words), "bold")
        for label in self.result.labels:
            points = self.result.points.get(label, ())
            sections = self.result.attributes.get(label, ())
            shown = [say("points", self.words, points=", ".join(points))] if 0 < len(points) <= MANY else []
            shown += [say("section", self.words, section=", ".join(sections))] if sections else []
            self.add(branch, f"{self.name(label)} [{label}]" + (f" ({', '.join(shown)})" if shown else ""))
        if self.result.presumed:
            self.add(branch, say("presumed", self.words, presumed=", ".join(presumed_name(name, self.result, self.words) for name in self.result.presumed)), "yellow")
        for point, why in self.result.contested.items():
            self.add(branch, say("contested", self.words, point=point, why=self.words.text(why)), "yellow")
        for reason in self.result.reasons:
            citation = self.words.text(reason.citation)
            self.add(branch, say("refused", self.words, citation=citation) if reason.refused else citation, "dim")
        if self.result.preview is not None:
            self.add(branch, f"{say('preview', self.words)}{self.words.say('colon')}{', '.join(map(self.name, self.result.preview.labels))}", "dim")

    def held_roles(self, tree: Any) -> None:
        """The roles held and why, and the authority."""
        branch = self.add(tree, say("roles", self.words), "bold")
        for role in self.result.roles:
            self.add(branch, f"{role_name(role.name, self.result, self.words)} – {say(f'role.{role.how}', self.words)}, {self.words.text(role.citation)}")
        if self.result.authority is not None:
            self.add(branch, say("authority", self.words, authority=self.words.text(self.result.authority)), "dim")

    def device(self, tree: Any) -> None:
        """The class that the function of a device leads to."""
        found = self.result.device_class
        if found is None:
            return
        branch = self.add(tree, f"{say('device', self.words)} – {self.words.text(found.citation)}", "bold")
        key = "device.presumed" if found.presumed else "device.leads"
        values = {"class": found.leads_to, "title": self.words.text(found.title)}
        self.add(branch, say(key, self.words, **values))
        if found.stated:
            self.add(branch, say("device.stated", self.words, **{"class": found.stated}))
        for title in found.to_judge:
            self.add(branch, say("device.to_judge", self.words, title=self.words.text(title)), "dim")

    def walk(self, tree: Any) -> None:
        """Each question and the rows that mattered; every row with its steps in a trace."""
        branch = self.add(tree, say("walk", self.words), "bold")
        for node in self.result.nodes:
            self.node(branch, node)

    def node(self, branch: Any, node: NodeResult) -> None:
        """One question."""
        telling = [row for row in node.rows if self.trace or row.outcome in OUTCOMES]
        key = "node.not_asked" if not node.asked else ("node.none" if node.truth is False else "node.open")
        answer = "" if telling else say(key, self.words)
        head = self.words.text(node.title) + (f" {answer}" if answer else "")
        twig = self.add(branch, head, "" if telling else "dim")
        if not self.trace and sum(row.outcome == "presumed" for row in telling) > FEW:
            held_open = [row for row in telling if row.outcome == "presumed"]
            names = ", ".join(dict.fromkeys(row.point or self.words.text(row.citation) for row in held_open))
            self.add(twig, say("row.many", self.words, count=len(held_open), names=names), OUTCOMES["presumed"])
            telling = [row for row in telling if row.outcome != "presumed"]
        for row in telling:
            said = f"{self.words.text(row.citation)} – {self.words.text(row.title)}{self.words.say('colon')}{say(f'row.{row.outcome}', self.words)}"
            leaf = self.add(twig, said, OUTCOMES.get(row.outcome, "dim"))
            if self.trace and row.condition is not None:
                self.steps(leaf, row.condition)
            if self.trace and row.exception is not None:
                self.steps(self.add(leaf, say("exception", self.words)), row.exception)

    def steps(self, tree: Any, step: Step) -> None:
        """The steps of a condition."""
        branch = self.add(tree, f"{MARKS[step.truth]} {self.words.step(step)}")
        for child in step.children:
            self.steps(branch, child)

    def cautions(self, tree: Any) -> None:
        """What a person should look at."""
        if not self.result.cautions:
            return
        branch = self.add(tree, say("cautions", self.words), "bold")
        for caution in self.result.cautions:
            cited = ", ".join(map(self.words.text, caution.citations))
            self.add(branch, f"{self.words.text(caution.text)}" + (f" – {cited}" if cited else ""), "yellow")


def show(result: Classification, name: str, words: Words, console: "Console", trace: bool = False, beside: Reserves = NONE) -> None:
    """Print a classification, then the waivers and the lost evidence that touch it."""
    if not console.is_terminal:
        console.width = WIDE  # nothing is cut where nobody looks at a window
    console.print(Screen(result, words, trace).tree(name), highlight=False, soft_wrap=True)
    show_reserves(beside, words, console)
