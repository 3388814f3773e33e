"""The codes of `lint` beyond those of loading and checking, each with what it means in one line."""

CODES: dict[str, str] = {
    "always-met": "a rule that was met wherever it applied, in every case of a search",
    "bad-example": "an example case that cannot be read (error)",
    "limit-without-ground": "a deadline with a number that none of the rule's passages names",
    "local-as-law": "a must or a right whose limit is a local parameter, with no interpretation to say so",
    "modality-word": "a rule whose strength is that of none of its passages",
    "never-applies": "a rule that applied in no case of a search",
    "never-met": "a rule that was met in no case of a search",
    "no-passage": "a must or a right that rests on no passage",
    "null-unsaid": "a field that may be missing decides a rule, and neither rule nor example says what then",
    "number-in-text": "a number in a text that the rule does not count with",
    "rules-agree": "two rules that gave the same status in every case of a search",
    "unfinished-text": "a text in which `TODO` or `...` stands",
    "unknown-anvisning": "a rule of an anvisning to which no passage belongs",
}
