"""`generate`: a synthetic caseload, free of personal data."""

from itertools import chain
from typing import Annotated

import typer

from guidelinekit.case import AnyRecord
from guidelinekit.cli.options import AsOf, Output
from guidelinekit.cli.outputs import opened
from guidelinekit.synthetic.generate import AS_OF, authorities, generate, providers, to_line_of_export


def command(
    n: Annotated[int, typer.Option("--n", min=1, help="How many cases.")] = 100,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same bytes.")] = 1,
    as_of: AsOf = None,
    with_providers: Annotated[
        bool,
        typer.Option("--providers", help="Also the providers that the cases refer to, marked by `kind`."),
    ] = False,
    with_authorities: Annotated[
        bool, typer.Option("--authorities", help="Also as many authorities, marked by `kind`.")
    ] = False,
    pack: Annotated[
        list[str] | None,
        typer.Option("--pack", metavar="PACK", help="Also what a pack off by default is about; repeatable."),
    ] = None,
    output: Output = None,
) -> None:
    """Make a synthetic caseload as NDJSON, one case per line, as it stands on a date (default: 2026-06-01).

    Every status that a bundled rule can reach occurs in a caseload of a thousand.

    Examples:
      guidelinekit generate --n 1000 --seed 7 | guidelinekit check - --as-of 2026-06-01
      guidelinekit generate --as-of 2004-06-01 --pack action-plan-2003 --authorities -o cases.ndjson
    """
    day = AS_OF if as_of is None else as_of
    with opened(output) as sink:
        records: chain[AnyRecord] = chain(
            generate(n, seed, day, pack or ()),
            providers(n, seed, day, pack or ()) if with_providers else (),
            authorities(n, seed, day) if with_authorities else (),
        )
        for record in records:
            sink.write(to_line_of_export(record) + "\n")
