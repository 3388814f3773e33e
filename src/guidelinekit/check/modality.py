"""A rule's strength against the words of the passages that it rests on: skal, bør, har ret til, kan."""

from collections.abc import Iterator, Mapping

from guidelinekit.check.remark import LintRemark
from guidelinekit.lang.rule import Modality, Pack, Rule
from guidelinekit.text import Text

STRENGTHS: Mapping[str, Modality] = {
    "must": Modality.MUST,
    "duty": Modality.MUST,
    "right": Modality.RIGHT,
    "should": Modality.SHOULD,
    "important": Modality.SHOULD,
    "may": Modality.MAY,
    "may_example": Modality.MAY,
}
"""The strength that each kind of passage gives a rule; definitions, purposes and the like give none."""


def modality_words(rule: Rule, pack: Pack) -> Iterator[LintRemark]:
    """Remark on a strength that none of the passages of the rule has."""
    kinds = {passage.id: passage.modality for passage in pack.passages}
    cited = {key: kinds[key] for key in rule.passages if kinds.get(key) in STRENGTHS}
    if not cited or rule.modality in {STRENGTHS[kind] for kind in cited.values()}:
        return
    listed = ", ".join(f"{key} ({kind})" for key, kind in cited.items())
    wanted = " / ".join(dict.fromkeys(f"`{STRENGTHS[kind]}`" for kind in cited.values()))
    yield LintRemark(
        "modality-word",
        Text(
            da=f"reglen er `{rule.modality}`, men det er ingen af dens steder i teksten: {listed}",
            en=f"the rule is `{rule.modality}`, but none of its passages is: {listed}",
        ),
        Text(
            da=f"skriv {wanted}, eller ret stedernes art i passages.yaml, hvis teksten siger noget andet",
            en=f"write {wanted}, or correct the kind in passages.yaml where the text says otherwise",
        ),
        ("rules", rule.id, "modality"),
    )
