"""Compressed files, unpacked as they are read, up to a limit that is counted."""

import io
import zlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from guidelinekit import limits
from guidelinekit.errors import InputError
from guidelinekit.text import Text, say

PACKED: Final = (".gz", ".zst")
"""What the name of a compressed file ends with."""


def unpacked(path: Path) -> io.BufferedReader:
    """Return what a compressed file holds. Raises InputError where no library is there that unpacks it."""
    return io.BufferedReader(Unpacking(str(path), _opener(path)(path)), 1024 * 1024)


class Unpacking(io.RawIOBase):
    """A stream that is unpacked as it is read; InputError above the limit, and where it is broken."""

    def __init__(self, name: str, stream: Any, close: Callable[[], object] = bool) -> None:
        self._name = name
        self._stream = stream
        self._close = close
        self._left = limits.UNPACKED_BYTES

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read the next bytes."""
        try:
            piece = self._stream.read(len(buffer))
        except (EOFError, OSError, ValueError, zlib.error):
            raise InputError(
                say(
                    "{name}: kan ikke pakkes ud til ende",
                    "{name}: cannot be unpacked to its end",
                    name=self._name,
                ),
                Text(da="eksportér den igen", en="export it again"),
            ) from None
        self._left -= len(piece)
        if self._left < 0:
            size = limits.UNPACKED_BYTES // 1024**3
            message = say(
                "{name}: fylder udpakket mere end {size} GiB",
                "{name}: unpacks to more than {size} GiB",
                name=self._name,
                size=size,
            )
            raise InputError(
                message,
                Text(da="pak den ud, og nævn det, der er i den", en="unpack it and name what is in it"),
            )
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        """Close what was opened."""
        self._stream.close()
        self._close()
        super().close()


def _opener(path: Path) -> Callable[[Path], Any]:
    if path.suffix.lower() == ".gz":
        import gzip  # noqa: PLC0415 - most files are not compressed

        return gzip.open
    try:
        opened: Callable[[Path], Any] = import_module("compression.zstd").open  # from Python 3.14 on
    except ImportError:
        try:
            arrow = import_module("pyarrow")
        except ImportError:
            cure = Text(
                da="pip install 'guidelinekit[parquet]', eller pak den ud",
                en="pip install 'guidelinekit[parquet]', or unpack it",
            )
            raise InputError(
                say(
                    "{path}: Zstandard læses med pyarrow, som ikke er installeret",
                    "{path}: Zstandard is read with pyarrow, which is not installed",
                    path=path,
                ),
                cure,
            ) from None
        return lambda file: arrow.input_stream(str(file), compression="zstd")
    return opened
