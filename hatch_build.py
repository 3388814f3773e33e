"""Puts the checked form of the bundled rules into the wheel, so that the first run loads them quickly too."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledRules(BuildHookInterface):  # type: ignore[type-arg,misc]  # hatchling is there for building only
    """Checks the bundled rules, and has the wheel carry what they say."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the forms. In a checkout, where rules change, there are none."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "src"))
        from guidelinekit.evaluate.load import carry_bundled  # noqa: PLC0415 - found only now

        folder = Path(self.directory) / "compiled"
        carry_bundled(folder)
        build_data["force_include"][str(folder)] = "guidelinekit/_data/compiled"

    def finalize(self, *_: Any) -> None:
        """Leave nothing but the wheel."""
        folder = Path(self.directory) / "compiled"
        for file in folder.glob("*"):
            file.unlink()
        if folder.is_dir():
            folder.rmdir()
