"""A list of entries as JSON or NDJSON, between what it was made with and what is known at its end."""

from collections.abc import Iterable, Iterator

from guidelinekit.evaluate.plain import Tree, encoded


def json_lines(opening: Tree, name: str, entries: Iterable[Tree], closing: Tree) -> Iterator[bytes]:
    """Yield the lines of one JSON document, with the entries as a list called `name`."""
    yield b"{"
    yield from (b'"%b": %b,' % (key.encode(), encoded(value)) for key, value in opening.items())
    yield b'"%b": [' % name.encode()
    yield b",\n".join(map(encoded, entries))
    last = [b'"%b": %b' % (key.encode(), encoded(value)) for key, value in closing.items()]
    yield b"],"
    yield b",\n".join(last)
    yield b"}"


def ndjson_lines(opening: Tree, name: str, entries: Iterable[Tree], closing: Tree) -> Iterator[bytes]:
    """Yield a line for the run, one per entry, which says that it is a `name`, and the summary."""
    yield encoded({"kind": "run", **opening})
    yield from (encoded({"kind": name, **entry}) for entry in entries)
    yield encoded({"kind": "summary", **closing})
