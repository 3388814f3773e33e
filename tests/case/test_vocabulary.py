"""The value sets: every code has its words in both languages."""

import pickle

import pytest

from guidelinekit.case.model.vocabulary import VOCABULARIES, Area, Partner, label
from guidelinekit.text import Labelled

CODES = [code for vocabulary in VOCABULARIES.values() for code in vocabulary]


def test_all_value_sets_are_known() -> None:
    """The table of vocabularies holds every value set."""
    assert len(VOCABULARIES) == 20
    assert VOCABULARIES["Area"] is Area


@pytest.mark.parametrize("code", CODES, ids=repr)
def test_labels(code: Labelled) -> None:
    """Each code has a Danish and an English label, without full stop or underscore."""
    for words in (code.label.da, code.label.en):
        assert words == words.strip() != ""
        assert not words.endswith(".")
        assert "_" not in words


def test_labels_differ_within_a_set() -> None:
    """No two codes of a set have the same label."""
    for vocabulary in VOCABULARIES.values():
        assert len({code.label for code in vocabulary}) == len(vocabulary)


def test_only_other_means_different_things() -> None:
    """A code that stands in several sets has the same words in each, except `other`."""
    words: dict[str, set[object]] = {}
    for code in CODES:
        words.setdefault(code.value, set()).add(code.label)
    assert [code for code, labels in words.items() if len(labels) > 1] == ["other"]


def test_label() -> None:
    """A code's words are found with and without the name of its set."""
    assert label("housing") == Area.HOUSING.label
    assert label("other", "Partner") == Partner.OTHER.label
    other = label("other")
    assert other is not None
    assert other.da == "andet"
    assert label("housing", "Partner") is None
    assert label("castle") is None


def test_codes_are_plain_text() -> None:
    """A code is the text of the JSON, and survives a trip to another process."""
    assert f"{Area.HOUSING}" == "housing"
    assert pickle.loads(pickle.dumps(Area.HOUSING)) is Area.HOUSING  # noqa: S301 - our own bytes
