"""Small mistakes in rules: which are made, which the examples notice, and what would tell the others."""

from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from guidelinekit.case import Case
from guidelinekit.check.places import Place, Scope, tops
from guidelinekit.examples.pack_under_test import open_pack
from guidelinekit.lang.expr import CASE, Latest
from guidelinekit.lang.expr import Path as FieldPath
from guidelinekit.lang.rule import Rule
from guidelinekit.mutation.killing import PackMutation, run_mutants
from guidelinekit.mutation.mistakes import Mistake, edits, replaced
from guidelinekit.mutation.mutants import mutants, value_set_mutants
from guidelinekit.report.authors.places_in_words import before_and_after, words_at
from guidelinekit.semantics.reference import judge
from guidelinekit.testing.rule import rules
from guidelinekit.testing.terms import RECORD, SETTINGS
from tiny_packs import CASES, RULE, tiny_pack

EMPTY = Case.model_validate({"schema_version": "1", "case_id": "tom", "citizen": {}})


def mistakes(folder: Path, rule: str = RULE) -> dict[Mistake, int]:
    """Count the mistakes made in the rule of the tiny pack."""
    bench = open_pack(tiny_pack(folder, rule=rule))
    found: dict[Mistake, int] = {}
    for mutant in mutants(list(tops(bench.pack))[-1], bench.pack):
        found[mutant.edit.mistake] = found.get(mutant.edit.mistake, 0) + 1
    return found


def survivors(found: PackMutation) -> list[tuple[str, Mistake]]:
    """Give the mistakes that the examples do not notice, by owner."""
    return [(owner.owner, one.mutant.edit.mistake) for owner in found.owners for one in owner.survivors]


def test_each_kind_of_mistake_is_made_where_it_can_be(tmp_path: Path) -> None:
    """The rule has something for every kind but those that need other constructs."""
    found = mistakes(tmp_path)
    assert found[Mistake.PARAMETER] == 2
    assert found[Mistake.EXEMPTION] == found[Mistake.REASON] == found[Mistake.DEADLINE] == 1
    assert {Mistake.NEGATION, Mistake.DROPPED, Mistake.ALL_ANY, Mistake.QUANTIFIER} <= set(found)
    assert Mistake.DAY not in found
    days = RULE.replace("$contact_days", "14d").replace(
        "need.identified_on + ", "latest(enrolment.enrolled_on, need.identified_on) + "
    )
    assert mistakes(tmp_path, days)[Mistake.DAY] == 2
    assert mistakes(tmp_path, days)[Mistake.DATE] == 3


def test_months_and_filtered_dates_have_mistakes_of_their_own(tmp_path: Path) -> None:
    """A month more or less, the earliest for the latest, and the filter left out; each is read in prose."""
    filtered = "{latest: partner_contacts.established_on, where: {coordination: none}, plus: 1m}"
    bench = open_pack(tiny_pack(tmp_path, rule=RULE.replace("need.identified_on + $contact_days", filtered)))
    rule = bench.chosen(None)[0]
    edits = [each.edit for each in mutants(bench.tops[rule.id], bench.pack)]
    of_deadline = [edit for edit in edits if edit.route[0] == "deadline" and len(edit.route) > 1]
    assert [edit.mistake for edit in of_deadline] == [
        *(Mistake.DATE, Mistake.DROPPED, Mistake.NEGATION),
        *(Mistake.MONTH, Mistake.MONTH),
    ]
    prose = {
        before_and_after(each, None, words_at(bench.under(), rule, rule.id, each.route, "en"))
        for each in of_deadline
    }
    assert ("1 month", "2 months") in prose


def test_another_list_is_one_with_the_same_fields(tmp_path: Path) -> None:
    """A list is exchanged only for one whose items have every field that is read."""
    rule = RULE.replace("{areas: {contains: need.area}}", "{area: need.area}").replace(
        "partner_contacts", "goals"
    )
    assert mistakes(tmp_path, rule)[Mistake.LIST] == 1
    assert mistakes(tmp_path)[Mistake.LIST] == 1
    narrow = RULE.replace(
        "{areas: {contains: need.area}}", "{areas: {contains: need.area}, coordination: none}"
    )
    assert Mistake.LIST not in mistakes(tmp_path, narrow)


@settings(max_examples=60, deadline=None)
@given(rules(), st.data())
def test_every_mutant_is_another_rule_that_can_be_judged(rule: Rule, data: st.DataObject) -> None:
    """A mistake changes the tree at its route, and the rule still says something of a case."""
    found = list(edits(Place(("rules", rule.id), rule, Scope(CASE, CASE, RECORD, {}, {}))))
    if not found:
        return
    change = data.draw(st.sampled_from(found))
    wrong = replaced(rule, change.route, change.after)
    assert wrong != rule
    assert judge(wrong, EMPTY, date(2026, 3, 1), SETTINGS)


def test_a_value_set_lacks_one_value_at_a_time() -> None:
    """There is one mutant for each value."""
    assert len(list(value_set_mutants("areas", ("housing", "economy", "crime")))) == 3


def test_mistakes_that_the_examples_notice_are_killed(tmp_path: Path) -> None:
    """The two examples notice a negated definition, not an exemption lost or, without `due_on`, a day."""
    left = survivors(run_mutants(open_pack(tiny_pack(tmp_path)), limit=1))
    assert ("tiny/1-contact", Mistake.EXEMPTION) in left
    assert ("definitions/enrolled", Mistake.NEGATION) not in left
    assert ("value_sets/areas", Mistake.VALUE) in left
    due = CASES.replace(", due_on: 2026-02-15", "")
    kinds = [mistake for _, mistake in survivors(run_mutants(open_pack(tiny_pack(tmp_path, due)), limit=1))]
    assert kinds.count(Mistake.PARAMETER) == 2


def test_proposed_cases_kill_what_survived(tmp_path: Path) -> None:
    """With the proposals pasted below the examples, only mistakes without a difference are left."""
    pack = tiny_pack(tmp_path)
    found = run_mutants(open_pack(pack), limit=1500)
    proposals = {
        one.proposal.yaml(): None
        for owner in found.owners
        for one in owner.survivors
        if one.proposal is not None
    }
    names = [text.splitlines()[0] for text in proposals]
    assert len(set(names)) == len(names)
    assert all(" - " in name.removeprefix("  - name:") for name in names)
    unseen = [one for owner in found.owners for one in owner.survivors if one.proposal is None]
    tiny_pack(tmp_path, CASES + "\n".join(proposals) + "\n")
    again = run_mutants(open_pack(pack), limit=1)
    assert again.total == found.total
    assert again.total - again.killed == len(unseen) == 0


def test_a_time_in_force_counts_once_in_the_pack(tmp_path: Path) -> None:
    """A year more or less at either end goes unnoticed until an example stands there: each is proposed."""
    rule = f"{RULE}in_force: {{from: 2024-04-12, to: 2030-12-31}}\n"
    pack = tiny_pack(tmp_path, rule=rule)
    found = run_mutants(open_pack(pack), limit=100)
    (owner,) = (owner for owner in found.owners if owner.owner.startswith("in_force/"))
    assert (owner.owner, owner.killed, owner.total) == ("in_force/2024-04-12..2030-12-31", 0, 4)
    proposals = {each.proposal.yaml(): None for each in owner.survivors if each.proposal is not None}
    tiny_pack(tmp_path, CASES + "\n".join(proposals) + "\n", rule)
    again = run_mutants(open_pack(pack), limit=1)
    assert [owner.killed for owner in again.owners if owner.owner.startswith("in_force/")] == [4]


def test_a_mistake_is_put_at_its_route() -> None:
    """One entry is taken out of a tuple, and the others keep their order."""
    a, b, c = (FieldPath(root=CASE, steps=(name,)) for name in ("a", "b", "c"))
    assert replaced(Latest(of=(a, b, c)), ("of", 1), None) == Latest(of=(a, c))
