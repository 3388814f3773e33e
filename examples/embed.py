"""A case system asks the library what is still unmet in a case, while a caseworker looks at it."""

from datetime import date
from pathlib import Path

from guidelinekit import Case, load_rules

HERE = Path(__file__).parent


def main() -> None:
    """Print the unmet requirements of the worked case, each with its deadline and what would close it."""
    rules = load_rules()  # once, when the case system starts: the bundled rules, profile "suggested"
    case = Case.model_validate_json((HERE / "one_case.json").read_text(encoding="utf-8"))
    evaluation = rules.evaluate(case, as_of=date(2026, 6, 1))  # the library never asks what day it is
    for result in evaluation.unmet:
        due = f" (frist {result.due_on})" if result.due_on else ""
        print(f"{result.rule}{due}: {result.message.da}")
        print(f"    {result.remedy.da}")


if __name__ == "__main__":
    main()
