"""What a missing field is called where there is room for a few words only."""

from guidelinekit.case.catalogue import FieldType, resolve
from guidelinekit.lang.rule import Language


def field_path(pointer: str, record: FieldType, language: Language) -> str:
    """Give the titles along a JSON pointer, without list indexes; a parameter (`$name`) stays as it is."""
    steps = [step for step in pointer.split("/")[1:] if not step.isdigit()]
    found = [resolve(record, steps[: count + 1]) for count in range(len(steps))]
    titles = [field.title.text(language) for field in found if field is not None]
    return (
        " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} ".join(titles)
        if titles and len(titles) == len(steps)
        else pointer
    )
