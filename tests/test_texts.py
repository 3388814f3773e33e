"""Every sentence that people read stands in the source in both languages, side by side."""

import ast
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from english import english_in

SOURCE = Path(__file__).parent.parent / "src" / "guidelinekit"
FOR_PROGRAMMERS = {
    "AttributeError",
    "KeyError",
    "LookupError",
    "RuntimeError",
    "TypeError",
    "ValueError",
}
"""What only a mistake in a program raises."""
HELP = {"COMMANDS", "_EPILOG", "help", "HELP", "epilog", "_TEXT", "_VERSION"}
"""Help texts have their Danish in `help.da.json`; another test looks there."""
NOT_READ = {
    "case/fhir/bundles.py": "what is passed over of bundles is told in English so far",
    "case/model": "titles for developers; the words for people are in `case/words.py` and `wording`",
    "case/reading/sentences.py": "the words of the JSON parser, which are looked up",
    "case/reading/structs.py": "lines of a program that is made",
    "case/tables/csv_files.py": "the words of the CSV parser, which are looked up",
    "case/tables/items.py": "lines of a program that is made",
    "cli/usage.py": "the words of the option parser, which are looked up",
    "compile": "names of functions and questions to a store of facts",
    "docs": "pages of the repository, which stand in it in both languages",
    "examples/written.py": "YAML",
    "ledger/linking.py": "patterns",
    "ledger/passages.py": "patterns",
    "publication/as_docx.py": "names of styles",
    "evaluate/rule_set.py": "for programmers",
    "pytest_plugin.py": "for whoever runs pytest",
    "report/human.py": "names of styles",
    "report/timeline.py": "names of styles",
    "rules/schema.py": "codes of problems, which are put in words elsewhere",
    "report/authors/impact": "names under which the words stand in `impact_words.py`",
    "report/html/figures.py": "names of groups of results",
    "schema": "both languages in one text, as editors show it",
    "scaffold/__init__.py": "YAML",
    "source/syntax.py": "the words of the YAML parser, which are looked up",
    "suggest.py": "words that people write",
    "testing": "for tests of programs",
}
"""Where English alone stands for a reason."""


def literal(node: ast.AST | None) -> str | None:
    """The text that a node writes; what is filled in is left out."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(literal(part) or "{}" for part in parts)
        case ast.BinOp(left=left, op=ast.Add()):
            return literal(left)
        case _:
            return None


def by_language(test: ast.expr) -> bool:
    """Say whether a condition asks which language is meant."""
    return any(
        (isinstance(node, ast.Name) and node.id == "danish")
        or (isinstance(node, ast.Constant) and node.value == "da")
        for node in ast.walk(test)
    )


def called(call: ast.expr | None) -> str:
    """The name of what is called."""
    match call:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name
        case _:
            return ""


_FOR_MACHINES = re.compile(r"<|&[LCR]|(?:CREATE|INSERT|REPEATABLE|SELECT)\b")
"""Marks of a page, codes of a printed sheet's foot, and questions to a database."""
_CODE = re.compile(r"[a-z]+([_-][a-z]+)+")
"""What is the name of a problem, and no Danish."""


class Sentences(ast.NodeVisitor):
    """The English sentences of a module that have no Danish beside them, and the Danish ones."""

    def __init__(self) -> None:
        self.alone: list[tuple[int, str]] = []
        self.danish: list[tuple[int, str]] = []

    def visit_Expr(self, node: ast.Expr) -> None:
        """Pass over docstrings."""
        if literal(node.value) is None:
            self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> None:
        """Pass over what no user meets."""
        if called(node.exc) not in FOR_PROGRAMMERS:
            self.generic_visit(node)

    def visit_If(self, node: ast.If | ast.IfExp) -> None:
        """Where the language is asked, one branch is Danish and the other one English."""
        if not by_language(node.test):
            self.generic_visit(node)
            return
        body = node.body if isinstance(node.body, list) else [node.body]
        for each in body:
            self.visit(each)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        """As above."""
        self.visit_If(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """A function that returns by language returns its English last."""
        asks = any(isinstance(each, ast.If) and by_language(each.test) for each in node.body)
        english = asks and isinstance(node.body[-1], ast.Return)
        for each in (node.args, *node.body[: -1 if english else None]):
            self.visit(each)

    def visit_Assign(self, node: ast.Assign) -> None:
        """Pass over help texts."""
        if not any(isinstance(each, ast.Name) and each.id in HELP for each in node.targets):
            self.visit(node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """Pass over help texts."""
        if not (isinstance(node.target, ast.Name) and node.target.id in HELP) and node.value is not None:
            self.visit(node.value)

    def visit_Tuple(self, node: ast.Tuple) -> None:
        """A pair is a Danish text and its English."""
        self._side_by_side(node.elts)

    def visit_Call(self, node: ast.Call) -> None:
        """What is called is given Danish before English, or each by its name."""
        if called(node) == "Field":
            return
        self.visit(node.func)
        self._side_by_side(node.args)
        names = {keyword.arg for keyword in node.keywords}
        for keyword in node.keywords:
            if keyword.arg == "da" and (text := literal(keyword.value)):
                self.danish.append((keyword.value.lineno, text))
            elif keyword.arg not in HELP | ({"en"} if "da" in names else set()):
                self.visit(keyword.value)

    def visit_Dict(self, node: ast.Dict) -> None:
        """A map by language has both."""
        keys = [literal(key) for key in node.keys]
        for key, value in zip(keys, node.values, strict=True):
            if not (key == "en" and "da" in keys):
                self.visit(value)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Look at a text with what is filled in."""
        self._look(node)
        for each in node.values:
            if isinstance(each, ast.FormattedValue):
                self.visit(each.value)

    def visit_Constant(self, node: ast.Constant) -> None:
        """Look at a text."""
        self._look(node)

    def _side_by_side(self, nodes: Sequence[ast.expr]) -> None:
        before = ""
        for node in nodes:
            text = literal(node)
            if text and before and not english_in(before) and not _CODE.fullmatch(before):
                self.danish.append((node.lineno, before))
            else:
                self.visit(node)
            before = text or ""

    def _look(self, node: ast.Constant | ast.JoinedStr) -> None:
        text = (literal(node) or "").strip()
        if " " in text and english_in(text) and not _FOR_MACHINES.match(text):
            self.alone.append((node.lineno, text))


def modules() -> Iterator[str]:
    """The modules whose sentences people read."""
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if not any(name.startswith(each) for each in NOT_READ):
            yield name


@cache
def sentences(source: str) -> Sentences:
    """The sentences of a module."""
    visitor = Sentences()
    visitor.visit(ast.parse(source))
    return visitor


@pytest.mark.parametrize(
    ("source", "alone"),
    [
        ('raise UsageError("there is no such rule")', 1),
        ('typer.echo(f"next: {what} is to be done")', 1),
        ('Text(da="der er ingen sådan regel", en="there is no such rule")', 0),
        ('say("der er ingen {name}", "there is no {name}", name=name)', 0),
        ('x = "i dag er det den" if language == "da" else "it is today"', 0),
        ('raise ValueError("there is no such rule")', 0),
    ],
)
def test_a_sentence_without_danish_is_seen(source: str, alone: int) -> None:
    """What the tests below look for, they find."""
    assert len(sentences(source).alone) == alone


def test_no_english_sentence_stands_alone() -> None:
    """Whatever is said to people in English is said in Danish beside it."""
    alone = [
        f"{name}:{line}: {text}"
        for name in modules()
        for line, text in sentences((SOURCE / name).read_text(encoding="utf-8")).alone
    ]
    assert alone == []


def test_no_danish_sentence_holds_english_words() -> None:
    """The Danish of a sentence is Danish, but for what it names."""
    mixed = [
        f"{name}:{line}: {text}"
        for name in modules()
        for line, text in sentences((SOURCE / name).read_text(encoding="utf-8")).danish
        if english_in(text)
    ]
    assert mixed == []


def test_every_exemption_is_needed() -> None:
    """What is passed over is there."""
    assert [each for each in NOT_READ if not list(SOURCE.glob(f"{each}*"))] == []
