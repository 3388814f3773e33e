"""What a program may use: few names, typed results with words of their own."""

import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import guidelinekit
from guidelinekit import Case, Reason, Result, Status, load_rules, model
from guidelinekit.case.model.values import Record
from guidelinekit.case.model.vocabulary import VOCABULARIES
from guidelinekit.lang.rule import Modality

EXAMPLES = Path(__file__).parents[1] / "examples"
AS_OF = date(2026, 6, 1)


def worked() -> Case:
    """Read the worked case."""
    return Case.model_validate_json((EXAMPLES / "one_case.json").read_text(encoding="utf-8"))


def test_the_public_names_are_few() -> None:
    """At most fifteen names stand at the top, and each is there."""
    assert len(guidelinekit.__all__) <= 15
    assert all(getattr(guidelinekit, name) is not None for name in guidelinekit.__all__)


def test_the_model_has_every_type_and_code_list() -> None:
    """Each type that a record is made of, and each list of codes, can be imported from one module."""
    types = {
        kind.__name__ for kind in Record.__subclasses__() if kind.__module__.startswith("guidelinekit.case")
    }
    assert set(model.__all__) == types | VOCABULARIES.keys()


def test_labels() -> None:
    """Statuses, reasons and strengths have words in both languages."""
    assert (Status.UNMET.label.da, Status.UNMET.label.en) == ("ikke opfyldt", "unmet")
    assert Modality.MUST.label.da == "skal"
    labels = [value.label for value in (*Status, *Reason, *Modality)]
    assert all(label.da and label.en for label in labels)


def test_a_result_as_json() -> None:
    """A result says all of itself as JSON."""
    (result,) = load_rules().select(["3.2.4-early-partner-contact"]).evaluate(worked(), as_of=AS_OF).unmet
    shown = json.loads(json.dumps(result.to_dict()))
    assert shown["key"] == "case-worked ssb-2016/3.2.4-early-partner-contact need:n2"
    assert (shown["status"], shown["due_on"], shown["overdue_days"]) == ("unmet", "2026-03-30", 63)
    assert shown["labels"]["status"] == {"da": "ikke opfyldt", "en": "unmet"}
    assert shown["message"] == {"da": result.message.da, "en": result.message.en}


def test_results_are_small_equal_and_hashable() -> None:
    """A result can be sent between processes: it holds no rule set, and equals what it was."""
    results = load_rules().evaluate(worked(), as_of=AS_OF).results
    sent = pickle.dumps(results[0])
    assert len(sent) < 4000
    assert pickle.loads(sent) == results[0]  # noqa: S301 - made here
    assert len(set(results)) == len(results)


def test_threads_get_what_one_gets() -> None:
    """Eight threads that share a new rule set get the results that one gets."""
    case, expected = worked(), load_rules().evaluate(worked(), as_of=AS_OF).results
    rules = load_rules()

    def evaluated(_: int) -> tuple[Result, ...]:
        return rules.evaluate(case, as_of=AS_OF).results

    with ThreadPoolExecutor(8) as threads:
        assert all(results == expected for results in threads.map(evaluated, range(80)))
