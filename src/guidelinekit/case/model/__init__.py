"""The case model: the records that rules are about, type by type."""
