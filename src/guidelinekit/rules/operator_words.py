"""The operators, and the signs and plain words that mean them."""

from guidelinekit import limits
from guidelinekit.case.catalogue import FieldType, Kind
from guidelinekit.lang import expr as e
from guidelinekit.suggest import folded
from guidelinekit.text import Text, say

ORDERS: dict[str, e.Op] = {
    "lt": "lt",
    "le": "le",
    "gt": "gt",
    "ge": "ge",
    "before": "lt",
    "on_or_before": "le",
    "after": "gt",
    "on_or_after": "ge",
}
SIGNS = {
    **dict.fromkeys(("<", "mindre end", "foer", "under"), ("lt", "before")),
    **dict.fromkeys(("<=", "max", "maximum", "hoejst", "senest", "til", "until"), ("le", "on_or_before")),
    **dict.fromkeys((">", "stoerre end", "efter", "over"), ("gt", "after")),
    **dict.fromkeys((">=", "min", "minimum", "mindst", "tidligst", "fra", "from"), ("ge", "on_or_after")),
    **dict.fromkeys(("=", "=="), ("is", "is")),
    **dict.fromkeys(("!=", "<>"), ("is_not", "is_not")),
}
"""Signs and plain words, folded, each with the operator of a number and that of a date."""
NO_DATE = ("", "none", "null", "nil", "ingen", "tom", "intet", "mangler", "nej")
"""What is written of a date that is not documented, by those who do not know `null`, folded."""
OF_DATES = ("before", "on_or_before", "after", "on_or_after")
OF_AGES = ("is", "is_not", "in", "not_in", "lt", "le", "gt", "ge", "between")
OPERATORS = (
    *ORDERS,
    *("is", "is_not", "in", "not_in", "between", "within_last"),
    *("since", "not_before", "recorded_as"),
    *("contains", "contains_all", "contains_any", "known", "age"),
)


def symbol(operator: str, kind: FieldType | None) -> Text | None:
    """Return the operator for a sign such as `<=` or a word such as `min`: of a date, the one for dates."""
    if folded(operator) not in SIGNS:
        return None
    word, of_dates = SIGNS[folded(operator)]
    dated = kind is not None and kind.kind is Kind.DATE
    return say("skriv `{operator}`", "write `{operator}`", operator=of_dates if dated else word)


SEVERAL_OR_LIST = Text(
    da="skriv `[a, b]`, navnet på en værdimængde eller stien til en liste",
    en="write `[a, b]`, the name of a value set, or the path of a list",
)
EMPTY_LIST = Text(
    da="listen er tom, så intet kan være i den", en="the list is empty, so nothing can be in it"
)
ONE_EACH = Text(da="brug `any:` med en betingelse for hver", en="use `any:` with one condition for each")
CONTAINS_SEVERAL = Text(
    da="brug `contains_any` eller `contains_all`", en="use `contains_any` or `contains_all`"
)
NO_VALUE_SET = Text(
    da="`contains` tager én værdi og ikke en værdimængde", en="`contains` takes one value, not a value set"
)
SEVERAL = Text(
    da="skriv `[a, b]` eller navnet på en værdimængde", en="write `[a, b]` or the name of a value set"
)


def too_many() -> Text:
    """Return what is said of a list with more values than are taken."""
    return say(
        "der står mere end {limit} værdier i én liste",
        "more than {limit} values stand in one list",
        limit=limits.IN_ONE_LIST,
    )
