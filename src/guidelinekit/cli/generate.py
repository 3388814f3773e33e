"""`generate`: a synthetic caseload, free of personal data."""

from typing import Annotated

import typer

from guidelinekit.cli.options import AsOf, Output
from guidelinekit.cli.outputs import opened
from guidelinekit.synthetic.generate import AS_OF, generate, providers, to_line


def command(
    n: Annotated[int, typer.Option("--n", min=1, help="How many cases.")] = 100,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same bytes.")] = 1,
    as_of: AsOf = None,
    with_providers: Annotated[
        bool,
        typer.Option("--providers", help="Also the providers that the cases refer to, marked by `kind`."),
    ] = False,
    output: Output = None,
) -> None:
    """Make a synthetic caseload as NDJSON, one case per line, as it stands on a date (default: 2026-06-01).

    Every status that a bundled rule can reach occurs in a caseload of a thousand.

    Example:
      guidelinekit generate --n 1000 --seed 7 | guidelinekit check - --as-of 2026-06-01
    """
    day = AS_OF if as_of is None else as_of
    with opened(output) as sink:
        for case in generate(n, seed, day):
            sink.write(to_line(case) + "\n")
        if with_providers:
            for provider in providers(n, seed, day):
                sink.write('{"kind":"provider",' + to_line(provider)[1:] + "\n")
