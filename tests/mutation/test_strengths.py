"""Wrong strengths of rules: what their passages give away."""

from pathlib import Path

from changed_packs import write_pack
from guidelinekit.evaluate import load_rules
from guidelinekit.lang.rule import Modality
from guidelinekit.mutation.mutants import wrong_strengths


def test_only_a_strength_that_a_passage_has_goes_unnoticed(tmp_path: Path) -> None:
    """Each other strength contradicts the one passage of a rule; a second passage's own fits too."""
    both = {"1.2-recent.yaml": ("passages: [V-02]", "passages: [V-02, V-01]"),
            "passages.yaml": ("by: [1.1-visit, asked]", "by: [1.1-visit, asked, 1.2-recent]")}  # fmt: skip
    for changed, unnoticed in ((None, ()), (both, (("visits/1.2-recent", Modality.RIGHT),))):
        rules = load_rules([write_pack(tmp_path / str(len(unnoticed)) / "visits", changed)])
        found = wrong_strengths(rules.rules, rules.packs[0])
        assert (found.total, found.unnoticed) == (6, unnoticed)
        assert found.noticed == 6 - len(unnoticed)
