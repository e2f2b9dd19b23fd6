"""Branch: the first condition that holds decides the way."""

from collections.abc import Mapping
from typing import Any

from journeys.arm_settings import MOST_WAYS, way_schema
from journeys.condition_check import check_condition
from journeys.condition_words import describe_condition
from journeys.conditions import Test, compile_condition, fields_of
from journeys.kinds import NO_INFO, Kind, Node, PortRule, Settings
from journeys.problems import CheckContext, Problem
from journeys.schemas import Schema, or_null, reference, setting, settings, titled
from journeys.walk import Runner, Walk
from journeys.wording import Text, counted, say

ELSE = "else"


def branches_schema(about: Text) -> Schema:
    """Settings that are branches, each with a name and a condition."""
    when = titled(or_null(reference("condition")), say("Condición", "Condition"))
    branches = {"type": "array", "maxItems": MOST_WAYS, "items": way_schema({"when": when})}
    title = say("Ramas", "Branches")
    return settings(
        {"branches": setting(branches, title=title, about=about, default=[], widget="branches")}, required=("branches",)
    )


class Branch(Kind):
    """Sends each person the way of the first condition that holds for them."""

    name = "branch"
    category = "decision"
    icon = "arrows-split-2"
    color = "#8A6D1A"
    labels = say("Decidir", "Branch")
    descriptions = say("Elige el camino según los datos.", "Chooses the way by the data.")
    schema = branches_schema(
        say(
            "Se sigue por la primera rama cuya condición se cumple; si ninguna se cumple, por «Los demás».",
            "People take the first branch whose condition holds; if none does, “Everyone else”.",
        )
    )
    port_rules = (PortRule(each="branches"), PortRule(ELSE, say("Los demás", "Everyone else")))

    def check(self, node: Node, context: CheckContext) -> list[Problem]:
        """There must be branches with different names and conditions that make sense."""
        branches = node.settings["branches"]
        if not branches:
            return [_problem(node, "no_branches", *_NO_BRANCHES)]
        problems = []
        seen: set[str] = set()
        for branch in branches:
            name = branch["label"] or branch["id"]
            if branch["id"] in seen or branch["id"] == ELSE:
                problems.append(_problem(node, "branch_twice", *_twice(branch["id"])))
            seen.add(branch["id"])
            if not branch["label"].strip():
                problems.append(_problem(node, "branch_unnamed", *_UNNAMED))
            if branch["when"] is None:
                problems.append(_problem(node, "branch_without_condition", *_without_condition(name)))
            else:
                problems += check_condition(branch["when"], context, node.id, "branches", name)
        return problems

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """The branches by name."""
        del context
        branches = settings["branches"]
        if not branches:
            return say("Decidir: añada una rama", "Branch: add a branch")[language]
        names = " · ".join(branch["label"] or branch["id"] for branch in branches)
        ways = say(counted(len(branches) + 1, "camino", "caminos"), counted(len(branches) + 1, "way", "ways"))[language]
        return f"{ways}: {names}"

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """Those of the conditions."""
        whens = [branch["when"] for branch in arguments["branches"] if branch["when"] is not None]
        return frozenset().union(*(fields_of(when) for when in whens))

    def tell(self, settings: Settings, port: str, language: str, context: CheckContext = NO_INFO) -> str:
        """Which condition held."""
        taken = next((branch for branch in settings["branches"] if branch["id"] == port and branch["when"]), None)
        if taken is None:
            other = self.port_rules[1].labels[language]
            return say(
                f"Siguió por «{other}» porque no se cumplía ninguna de las condiciones.",
                f"Went on by “{other}” because none of the conditions held.",
            )[language]
        name = taken["label"] or port
        held = describe_condition(taken["when"], language, context.fields)
        return say(
            f"Siguió por «{name}» porque se cumplía: {held}.", f"Went on by “{name}” because this held: {held}."
        )[language]

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Take the first branch whose condition holds."""
        tests: list[tuple[str, Test]] = [
            (branch["id"], compile_condition(branch["when"]))
            for branch in arguments["branches"]
            if branch["when"] is not None
        ]

        def run(walk: Walk) -> str:
            fields = walk.fields
            for port, test in tests:
                if test(fields):
                    return port
            return ELSE

        return run


_NO_BRANCHES = (
    say(
        "Este paso no tiene ninguna rama: todos seguirían igual.", "This step has no branch: all would go the same way."
    ),
    say("Añada una rama con su condición, o quite el paso.", "Add a branch with its condition, or remove the step."),
)
_UNNAMED = (
    say("Una rama no tiene nombre.", "A branch has no name."),
    say("Escriba un nombre corto; se ve en el dibujo.", "Write a short name; it is shown on the drawing."),
)


def _twice(branch: str) -> tuple[dict[str, str], dict[str, str]]:
    return (
        say(f"Hay dos salidas con el identificador «{branch}».", f"Two ways out have the identifier “{branch}”."),
        say("Borre una de las ramas y vuelva a crearla.", "Delete one of the branches and add it again."),
    )


def _without_condition(name: str) -> tuple[dict[str, str], dict[str, str]]:
    return (
        say(f"La rama «{name}» no tiene condición.", f"The branch “{name}” has no condition."),
        say("Indique qué cuentas van por esta rama.", "Say which accounts take this branch."),
    )


def _problem(node: Node, code: str, message: dict[str, str], hint: dict[str, str]) -> Problem:
    return Problem(node.id, code, "error", message, hint, "branches")


KIND = Branch()
