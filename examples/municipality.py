"""Write `municipality.ndjson`: what one municipality might export, with cases that never took place."""

from datetime import date
from pathlib import Path

from guidelinekit.synthetic.generate import generate, providers, to_line, to_line_of_export

CASES, SEED, AS_OF = 60, 2026, date(2026, 6, 1)
MUNICIPALITY = "9001"  # belongs to no municipality
PROVIDERS = ("provider-north", "provider-harbour", "provider-south")


def lines() -> list[str]:
    """Give the export: one case a line, and then the providers, which say what kind of record they are."""
    written = [
        to_line(
            case.model_copy(
                update={
                    "case_id": f"case-{number:04}",
                    "municipality": MUNICIPALITY,
                    "provider_id": PROVIDERS[number % len(PROVIDERS)],
                }
            )
        )
        for number, case in enumerate(generate(CASES, SEED, AS_OF), start=1)
    ]
    for provider_id, provider in zip(PROVIDERS, providers(300, SEED, AS_OF), strict=True):
        named = provider.model_copy(update={"provider_id": provider_id, "municipality": MUNICIPALITY})
        written.append(to_line_of_export(named))
    return written


if __name__ == "__main__":
    target = Path(__file__).with_suffix(".ndjson")
    target.write_text("".join(line + "\n" for line in lines()), encoding="utf-8", newline="\n")
