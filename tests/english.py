"""English words in what should be Danish."""

import re

_NAMED = re.compile(
    r"`[^`]*`|«[^»]*»|\"[^\"]*\"|\[[a-z0-9-]+\]|^ *\d* \|.*$|\S+\.ya?ml\S*"
    r"|\{[^{}]*\}|--[\w-]+|§ \d+ [a-z]\b|\bWord\b|\blatest\(a, b\)|\bearliest\(a, b\)",
    re.MULTILINE,
)
"""What keeps its English: names in backticks, what is quoted, codes, lines of a file, files and places,
options, what is filled in, and the program Word."""
_ENGLISH = re.compile(
    r"\b(?:a|an|and|are|as|be|can|cannot|did|does|each|either|exactly|expected|from|has|help|here|holds|how|if|"
    r"is|it|its|leave|less|line|lines|list|mean|more|name|no|not|nothing|of|once|one|only|or|out|put|"
    r"read|rule|same|say|so|than|that|the|them|then|there|they|this|those|two|use|value|was|what|when|"
    r"where|which|who|with|without|word|write|written|you|your)\b",
    re.IGNORECASE,
)
"""Words that English has and Danish has not: hardly an English sentence has none of them."""


def english_in(text: str) -> list[str]:
    """Return the English words of a text, without those that are named or quoted in it."""
    return _ENGLISH.findall(_NAMED.sub(" ", text))
