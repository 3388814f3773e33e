"""Small packs around one rule, and what the static check says of them."""

from typing import Any

from guidelinekit.check import check
from guidelinekit.diagnostics import Diagnostic
from guidelinekit.lang.expr import TRUE, Condition
from guidelinekit.lang.rule import (
    Basis,
    Definition,
    Evidence,
    Modality,
    Pack,
    ParameterDefinition,
    Rule,
    Unit,
)
from guidelinekit.rules.scope import Names
from guidelinekit.text import Text
from plain_rules import desugar, desugar_rule_data

TEXT = Text(da="Tekst", en="Text")
PARAMETERS = tuple(
    ParameterDefinition(name=name, unit=unit, basis=Basis.LOCAL, title=TEXT, lower=lower, upper=upper)
    for name, unit, lower, upper in (
        ("some_days", Unit.DAYS, 1, 365),
        ("some_years", Unit.YEARS, 20, 60),
        ("some_score", Unit.SCORE, 0.25, 0.75),
        ("some_count", Unit.COUNT, 1, 7),
    )
)
VALUE_SETS = {"some_areas": ("housing", "economy"), "misspelt_areas": ("housing", "econmy")}
WORDS = {"da": "Tekst", "en": "Text"}
RULE = {
    "id": "1-rule",
    "anvisning": "1",
    "passages": [],
    "modality": "should",
    "evidence": "direct",
    "title": WORDS,
    "finding": WORDS,
    "remedy": WORDS,
}


def rule(definitions: dict[str, Condition] | None = None, **keys: Any) -> Rule:
    """Give the rule that the authoring keys stand for."""
    names = Names({p.name: p for p in PARAMETERS}, VALUE_SETS, _named(definitions))
    form = {**RULE, "requires": {"anonymous": True}, **keys}
    found, problems = desugar_rule_data({k: v for k, v in form.items() if v is not None}, "small", names)
    assert found is not None, [problem.message for problem in problems]
    return found


def condition(form: Any, definitions: dict[str, Condition] | None = None) -> Condition:
    """Give the condition that the authoring form stands for."""
    names = Names({p.name: p for p in PARAMETERS}, VALUE_SETS, _named(definitions))
    found, problems = desugar(form, names)
    assert found is not None, [problem.message for problem in problems]
    return found


def pack(*rules: Rule, definitions: dict[str, Condition] | None = None, **keys: Any) -> Pack:
    """Give a pack of the rules, with the parameters and value sets of this page."""
    named = tuple(_named(definitions).values())
    given = {"parameters": PARAMETERS, "value_sets": VALUE_SETS, **keys}
    return Pack(id="small", edition="1", title=TEXT, sources=(), definitions=named, rules=rules, **given)


def _named(definitions: dict[str, Condition] | None) -> dict[str, Definition]:
    return {name: Definition(name=name, title=TEXT, when=when) for name, when in (definitions or {}).items()}


def problems(**keys: Any) -> list[Diagnostic]:
    """Give what the check says of a rule with these authoring keys, apart from what is unused."""
    return [found for found in check(pack(rule(**keys))) if not found.code.startswith("unused-")]


def problem(**keys: Any) -> tuple[str, str, str | None]:
    """Give code, message and help of the one thing that the check says of a rule with these keys."""
    (found,) = problems(**keys)
    return found.code, found.message.en, found.help.en if found.help else None


def bare_rule(**fields: Any) -> Rule:
    """Give a rule with core nodes in its fields."""
    known = {
        "id": "small/1-rule",
        "anvisning": "1",
        "passages": (),
        "modality": Modality.SHOULD,
        "evidence": Evidence.DIRECT,
        "title": TEXT,
        "finding": TEXT,
        "remedy": TEXT,
        "requires": TRUE,
    }
    return Rule(**{**known, **fields})
