"""A waiver in words: who set a rule aside, why, and until when."""

from dataclasses import replace

from guidelinekit.lang.waiver import Waiver
from guidelinekit.results import Result
from guidelinekit.text import Language
from guidelinekit.wording.dates import long_date
from guidelinekit.wording.explanation import Explained


def waived(waiver: Waiver, language: Language) -> str:
    """Say who set a rule aside, until which day and why."""
    day = long_date(waiver.expires, language)
    if language == "da":
        return f"fraveget til og med {day} af {waiver.by}: {waiver.reason}"
    return f"waived up to and including {day} by {waiver.by}: {waiver.reason}"


def under_waiver(tree: Explained, result: Result, language: Language) -> Explained:
    """Put the waiver of a result, if it has one, above the explanation of what it says without."""
    if result.waiver is None:
        return tree
    without = "uden fravigelsen" if language == "da" else "without the waiver"
    sentence = f"{result.status.label.text(language)}, {waived(result.waiver, language)}"
    below = tree.text.removeprefix(f"{result.subject}: ")
    text = f"{result.subject}: {sentence}" if result.subject else sentence
    return replace(tree, text=text, parts=(replace(tree, text=f"{without}: {below}"),))
