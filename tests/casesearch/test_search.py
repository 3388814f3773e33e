"""Cases near those that there are: found again, made small, and written so that they can be pasted."""

from itertools import islice
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from guidelinekit.casesearch.drafts import Draft, of_example, record_of
from guidelinekit.casesearch.interests import interests
from guidelinekit.casesearch.proposal import proposal
from guidelinekit.casesearch.search import candidates, minimised, over_base
from guidelinekit.examples.example_file import merged
from guidelinekit.examples.outcomes import Outcome, run_examples
from guidelinekit.examples.pack_under_test import PackUnderTest, open_pack
from guidelinekit.lang.rule import Rule, Subject
from guidelinekit.results import Status
from guidelinekit.semantics.reference import Judgement, judge
from tiny_packs import CASES, tiny_pack

VALUES = st.recursive(
    st.integers(0, 3) | st.text("ab", max_size=2),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=2),
    max_leaves=6,
)
MAPS = st.dictionaries(st.sampled_from("xyz"), VALUES, max_size=3)


def opened(folder: Path) -> tuple[PackUnderTest, Rule]:
    """Open the tiny pack."""
    bench = open_pack(tiny_pack(folder))
    return bench, bench.chosen(None)[0]


def judged(bench: PackUnderTest, rule: Rule, draft: Draft) -> tuple[Judgement, ...]:
    """Judge a draft by a rule."""
    record = record_of(draft, Subject.CASE)
    assert record is not None
    return judge(rule, record, draft.as_of, bench.settings(rule, draft.profile))


def search(bench: PackUnderTest, rule: Rule, name: str, limit: int = 300) -> list[Draft]:
    """Give the first cases of a search."""
    about = interests(rule, bench.settings(rule))
    return [draft for draft, _ in candidates(name, bench.examples(rule), about, (None,), limit)]


def test_a_search_can_be_repeated(tmp_path: Path) -> None:
    """The same name gives the same cases, in the same order; another name gives others."""
    bench, rule = opened(tmp_path)
    assert search(bench, rule, "one") == search(bench, rule, "one")
    assert search(bench, rule, "one") != search(bench, rule, "two")


def test_a_search_begins_with_the_examples(tmp_path: Path) -> None:
    """What the author wrote is tried first, as it stands."""
    bench, rule = opened(tmp_path)
    examples = [of_example(example) for example in bench.examples(rule)]
    assert search(bench, rule, "one")[: len(examples)] == examples


def test_a_search_reaches_the_day_of_the_deadline(tmp_path: Path) -> None:
    """Dates are tried around the limits that the rule counts with."""
    bench, rule = opened(tmp_path)
    found = {
        (judgement.verdict.due_on - draft.as_of).days
        for draft in search(bench, rule, "one", 1500)
        for judgement in judged(bench, rule, draft)
        if judgement.verdict.due_on is not None
    }
    assert {-1, 0, 1} <= found


def test_the_smallest_case_differs_from_the_base_only_where_it_must(tmp_path: Path) -> None:
    """What does not matter for the property is put back or taken away."""
    bench, rule = opened(tmp_path)
    base = bench.file(rule).base

    def exempt(draft: Draft) -> bool:
        return any(one.verdict.status is Status.EXEMPT for one in judged(bench, rule, draft))

    large = next(draft for draft in islice(search(bench, rule, "one", 3000), 3000) if exempt(draft))
    small = minimised(large, exempt, base, Subject.CASE)
    written = proposal(rule, small, base, judged(bench, rule, small), "anonym").given
    assert written == {"anonymous": True}


def test_a_proposed_case_can_be_pasted(tmp_path: Path) -> None:
    """Every case of a search, written as YAML below the others, is an example that passes."""
    bench, rule = opened(tmp_path)
    base = bench.file(rule).base
    drafts = search(bench, rule, "one", 120)[20:]
    entries = [
        proposal(rule, draft, base, judged(bench, rule, draft), f"sag {number}").yaml()
        for number, draft in enumerate(drafts)
        if draft.given.get("provider_id") is None
    ]
    tiny_pack(tmp_path, CASES + "\n".join(entries) + "\n")
    outcomes = list(run_examples(bench.folder))
    assert len(outcomes) == len(entries) + len(bench.examples(rule))
    assert [one for one in outcomes if not isinstance(one, Outcome) or not one.passed] == []


@given(MAPS, MAPS)
def test_what_is_written_over_a_base_gives_the_data_again(
    wanted: dict[str, Any], base: dict[str, Any]
) -> None:
    """Writing over a base is the opposite of merging, but for fields that are spelt out as null."""
    assert _known(merged(base, over_base(wanted, base))) == _known(wanted)


def _known(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _known(part) for key, part in value.items() if part is not None}
    return value
