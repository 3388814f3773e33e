"""The examples of docs/language.md: each is a case of the conformance corpus, and is run as one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from guidelinekit.check import check
from guidelinekit.diagnostics import errors
from guidelinekit.lang.rule import Basis, Pack, ParameterDefinition, Unit
from guidelinekit.results import EXEMPTIONS, Reason, Status
from guidelinekit.rules.operator_words import OPERATORS
from guidelinekit.semantics.truth import Truth
from guidelinekit.source.reading import read
from guidelinekit.text import Text

if TYPE_CHECKING:
    import test_conformance as corpus
else:
    corpus = import_module("conformance.test_conformance")

PAGE = Path(__file__).parents[2] / "docs" / "language.md"
_BLOCK = re.compile(r"^```yaml (example|names)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CONSTRUCTS = (
    "all",
    "any",
    "not",
    "at_least",
    "at_most",
    "exists",
    "every",
    "as",
    "where",
    "satisfies",
    "use",
)
_RULE_KEYS = ("applies_when", "for_each", "requires", "deadline", "repeats", "exempt_when", "in_force")
_DATE_WORDS = ("latest(", "earliest(", "as_of", "14d", "+ $", "- 4w")


@dataclass(frozen=True)
class Block:
    """A fenced block of the page: its kind, its line, its text and its content."""

    kind: str
    line: int
    text: str

    @property
    def content(self) -> Mapping[str, Any]:
        """The content, read as rule files are."""
        document, problems = read(self.text, f"{PAGE.name}:{self.line}")
        assert document is not None, [problem.render() for problem in problems]
        assert isinstance(document.data, dict)
        return document.data


@cache
def blocks(kind: str) -> tuple[Block, ...]:
    """Give the blocks of one kind, in the order of the page."""
    page = PAGE.read_text(encoding="utf-8")
    found = (Block(m[1], page.count("\n", 0, m.start()) + 1, m[2]) for m in _BLOCK.finditer(page))
    return tuple(block for block in found if block.kind == kind)


def names() -> Mapping[str, Any]:
    """Give the parameters, value sets and definitions that the examples share."""
    (block,) = blocks("names")
    return block.content


def example(block: Block) -> "corpus.ConformanceCase":
    """Give an example as a case of the corpus."""
    own = {"given": {}, **block.content}
    catalogue = own.pop("catalogue", "case")
    shared = {**names(), "catalogue": catalogue}
    if catalogue != "case":
        del shared["definitions"]
    return corpus.ConformanceCase(PAGE.stem, shared, own)


def keys(value: Any) -> Iterator[str]:
    """Give every key of a nested structure."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield key
            yield from keys(part)
    elif isinstance(value, list):
        for part in value:
            yield from keys(part)


@pytest.mark.parametrize("back_end", corpus.BACKENDS)
@pytest.mark.parametrize("block", blocks("example"), ids=lambda block: f"line {block.line}")
def test_example_gives_what_the_page_says(block: Block, back_end: str) -> None:
    """An example of the page has the form of the corpus and gives exactly the results shown."""
    case = example(block)
    assert case.own.keys() <= corpus.CASE_KEYS
    record = corpus.record_of(case.subject, case.own["given"])
    settings = corpus.settings_of(case.shared["parameters"])
    found = corpus.BACKENDS[back_end](corpus.rule_of(case), record, case.as_of, settings)
    assert len(found) == len(case.expected), found
    for expected, result in zip(case.expected, found, strict=True):
        told = expected.keys() & result.keys()
        assert corpus.comparable(result, told) == corpus.comparable(expected, told)


@pytest.mark.parametrize("block", blocks("example"), ids=lambda block: f"line {block.line}")
def test_example_passes_the_static_check(block: Block) -> None:
    """What the page shows could stand in a pack: the static check finds nothing wrong with it."""
    case = example(block)
    said = Text(da="-", en="-")
    numbers = corpus.settings_of(case.shared["parameters"])
    pack = Pack(
        id="corpus",
        edition="1",
        title=said,
        sources=(),
        parameters=tuple(
            ParameterDefinition(
                name=name,
                unit=Unit(entry["unit"]),
                basis=Basis.LOCAL,
                title=said,
                lower=0,
                upper=1000,
                values=numbers[name],
            )
            for name, entry in case.shared["parameters"].items()
        ),
        value_sets={name: tuple(values) for name, values in case.shared["value_sets"].items()},
        rules=(corpus.rule_of(case).model_copy(update={"passages": ()}),),
    )
    assert [problem.message for problem in errors(check(pack))] == []


def test_every_construct_has_an_example() -> None:
    """Each operator, construct and key of the language stands in at least one example that is run."""
    asked = [{key: block.content[key] for key in ("condition", "rule") if key in block.content}
             for block in blocks("example")]  # fmt: skip
    found = set(keys(asked))
    assert set(OPERATORS) - found == set()
    assert set(_CONSTRUCTS) - found == set()
    assert set(_RULE_KEYS) - found == set()


def test_every_form_of_date_has_an_example() -> None:
    """Each form of date expression stands in at least one example that is run."""
    whole = "".join(block.text for block in blocks("example"))
    assert [word for word in _DATE_WORDS if word not in whole] == []


def test_every_truth_status_and_reason_has_an_example() -> None:
    """Each truth and status is shown; each reason is shown or, like the exemptions, named in a table."""
    expected = [result for block in blocks("example") for result in block.content.get("expect", ())]
    page = PAGE.read_text(encoding="utf-8")
    assert {block.content.get("truth") for block in blocks("example")} >= {True, False, Truth.UNKNOWN.value}
    assert {result["status"] for result in expected} == set(Status)
    shown = {result["reason"] for result in expected if "reason" in result}
    assert set(Reason) - shown - set(EXEMPTIONS) - {Reason.WAIVED} == set()
    assert [reason for reason in Reason if f"`{reason}`" not in page] == []
