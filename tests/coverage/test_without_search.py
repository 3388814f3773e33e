"""Coverage without a search: the percentages alone, by the same reasoning."""

from pathlib import Path

from guidelinekit.coverage.measure import measure
from guidelinekit.examples.pack_under_test import open_pack
from tiny_packs import tiny_pack


def test_without_cases_the_share_is_the_same_and_nothing_is_proposed(tmp_path: Path) -> None:
    """A limit of 0 seeks no case, and counts as a search does."""
    pack = tiny_pack(tmp_path)
    quick, sought = measure(open_pack(pack), limit=0), measure(open_pack(pack), limit=200)
    assert (quick.hit, quick.reachable) == (sought.hit, sought.reachable)
    assert [gap for owner in quick.owners for gap in owner.gaps]
    assert not [gap for owner in quick.owners for gap in owner.gaps if gap.proposal is not None]
