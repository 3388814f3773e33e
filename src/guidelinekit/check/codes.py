"""The codes of the static check, each with what it means in one line."""

from collections.abc import Mapping

from guidelinekit.text import Text

CODES: Mapping[str, Text] = {
    "unknown-path": Text(
        da="en sti nævner et felt, som sagen ikke har",
        en="a path names a field that the record does not have",
    ),
    "path-to-list": Text(
        da="en liste bruges, hvor der skal stå en enkelt værdi",
        en="a list is used where a single value belongs",
    ),
    "path-to-object": Text(
        da="en gruppe af felter bruges, hvor der skal stå en enkelt værdi",
        en="a group of fields is used where a single value belongs",
    ),
    "not-a-list": Text(
        da="`exists`, `every` eller `for_each` går over noget, der ikke er en liste",
        en="`exists`, `every` or `for_each` goes over something that is not a list",
    ),
    "list-outside-dates": Text(
        da="en sti går gennem en liste uden for `latest(...)` og `earliest(...)`",
        en="a path walks through a list outside `latest(...)` and `earliest(...)`",
    ),
    "unknown-value": Text(
        da="et kodet felt sammenlignes med en værdi, som det ikke kan have",
        en="a coded field is compared with a value that it cannot have",
    ),
    "wrong-type": Text(
        da="et felt sammenlignes med noget af en anden slags",
        en="a field is compared with something of another kind",
    ),
    "wrong-operator": Text(
        da="en operator passer ikke til det felt, den bruges på",
        en="an operator does not fit the field that it is used on",
    ),
    "wrong-unit": Text(
        da="en parameter tæller noget andet end det, der spørges om",
        en="a parameter counts something else than what is asked for",
    ),
    "moving-deadline": Text(
        da="en frist flytter sig med vurderingsdatoen", en="a deadline moves along with the evaluation date"
    ),
    "never-true": Text(da="en betingelse kan aldrig være sand", en="a condition can never be true"),
    "always-true": Text(da="en betingelse kan aldrig være falsk", en="a condition can never be false"),
    "unknown-part": Text(
        da="en regel samler en, som ikke er der, eller sig selv",
        en="a rule sums up one that is not there, or itself",
    ),
    "unknown-successor": Text(
        da="en regel siges at være afløst af en, som ikke er der",
        en="a rule is said to be replaced by one that is not there",
    ),
    "unverified-number": Text(
        da="en regel hviler på et tal i loven, som ingen har efterprøvet, og siger det ikke",
        en="a rule leans on a number of the law that nobody has verified, and does not say so",
    ),
    "unknown-source": Text(
        da="et tekststed står i et dokument, som pakken ikke har",
        en="a passage stands in a document that the pack does not have",
    ),
    "unknown-passage": Text(
        da="der nævnes et tekststed, som pakkens regnskab ikke har",
        en="a passage is named that the pack's ledger does not have",
    ),
    "passage-by-unknown": Text(
        da="et tekststed siges at være kodet af noget, som hverken er en regel eller en definition",
        en="a passage is said to be encoded by something that is no rule or definition",
    ),
    "passage-not-linked": Text(
        da="et tekststed og det, der koder det, nævner ikke hinanden",
        en="a passage and what encodes it do not name each other",
    ),
    "passage-without-reason": Text(
        da="et tekststed er ikke eller kun delvis kodet, og ingen siger hvorfor",
        en="a passage is not, or only partly, encoded and nobody says why",
    ),
    "unused-definition": Text(da="ingen regel bruger en definition", en="no rule uses a definition"),
    "unused-parameter": Text(da="ingen regel bruger en parameter", en="no rule uses a parameter"),
    "unused-value-set": Text(da="ingen regel bruger en værdimængde", en="no rule uses a value set"),
    "unused-attestation": Text(
        da="ingen regel spørger om en bekræftelse", en="no rule asks for an attestation"
    ),
    "bad-template": Text(
        da="et fund eller en handling kan ikke læses eller nævner noget, som ikke er der",
        en="a finding or remedy cannot be read, or names something that is not there",
    ),
}
