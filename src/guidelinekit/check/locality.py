"""Local choices where the text or the law commands: each needs a word on how the text was read."""

from collections.abc import Iterator

from guidelinekit.check.remark import LintRemark
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Basis, Modality, Pack, Rule
from guidelinekit.lang.walk import nodes
from guidelinekit.text import Text


def local_as_law(rule: Rule, pack: Pack) -> Iterator[LintRemark]:
    """Remark on a must or a right whose limit is a local parameter, with no interpretation to say so."""
    if rule.modality not in {Modality.MUST, Modality.RIGHT} or rule.interpretation is not None:
        return
    local = {parameter.name for parameter in pack.parameters if parameter.basis is Basis.LOCAL}
    for key, limit in _limits(rule):
        named = dict.fromkeys(node.name for node in nodes(limit, e.Parameter) if node.name in local)
        for name in named:
            yield LintRemark(
                "local-as-law",
                Text(
                    da=f"reglen er `{rule.modality}`, men dens frist `${name}` er fastsat lokalt",
                    en=f"the rule is `{rule.modality}`, but its limit `${name}` is set locally",
                ),
                Text(
                    da="sig i `interpretation`, at teksten ikke giver tallet, og hvordan den er læst",
                    en="say in `interpretation` that the text gives no number, and how it was read",
                ),
                ("rules", rule.id, key),
            )


def _limits(rule: Rule) -> Iterator[tuple[str, e.Node]]:
    if rule.deadline is not None:
        yield "deadline", rule.deadline
    if rule.repeats is not None:
        yield "repeats", rule.repeats
