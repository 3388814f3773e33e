"""The codes of the static check, each with what it means in one line."""

CODES: dict[str, str] = {
    "unknown-path": "a path names a field that the record does not have",
    "path-to-list": "a list is used where a single value belongs",
    "path-to-object": "a group of fields is used where a single value belongs",
    "not-a-list": "`exists`, `every` or `for_each` goes over something that is not a list",
    "list-outside-dates": "a path walks through a list outside `latest(...)` and `earliest(...)`",
    "unknown-value": "a coded field is compared with a value that it cannot have",
    "wrong-type": "a field is compared with something of another kind",
    "wrong-operator": "an operator does not fit the field that it is used on",
    "wrong-unit": "a parameter counts something else than what is asked for",
    "moving-deadline": "a deadline moves along with the evaluation date",
    "never-true": "a condition can never be true",
    "always-true": "a condition can never be false",
    "unknown-passage": "a passage is named that the pack's ledger does not have",
    "passage-by-unknown": "a passage is said to be encoded by something that is no rule or definition",
    "passage-not-linked": "a passage and what encodes it do not name each other",
    "passage-without-reason": "a passage is not, or only partly, encoded and nobody says why",
    "unused-definition": "no rule uses a definition",
    "unused-parameter": "no rule uses a parameter",
    "unused-value-set": "no rule uses a value set",
    "bad-template": "a finding or remedy cannot be read, or names something that is not there",
}
