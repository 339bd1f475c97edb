"""What is fast, measured: ``python -m bench [--sizes 1000,10000] [--databases sqlite,postgresql]``.

One table for each database, one row for each size (invoices, each of about five entry lines with its payment); then an
export of ten thousand documents with their files, and what each package's file costs beside the FEC.
"""

import argparse
from collections.abc import Iterable

from bench.child import Figures, run
from bench.databases import DATABASES, Environment

ORDER = ("record", "select", "explain", "page", "list", "claim", "render", "one_by_one", "receive")
ZIP_DOCUMENTS = 10_000
HEADS = (
    ("invoices", 9), ("bulk l/s", 9), ("select s", 9), ("balance s", 9), ("explain ms", 11), ("page ms", 8),
    ("list ms", 8),
    ("claim l/s", 10), ("render l/s", 11), ("both l/s", 9), ("x raw", 6), ("peak MB", 8),
    ("1 by 1 d/s", 11), ("import f/s", 11),
)  # fmt: skip


def measure(size: int, environment: Environment) -> dict[str, Figures]:
    """Run every step on a company of ``size`` invoices, each in its own process."""
    run("prepare", size, environment)
    return {step: run(step, size, environment) for step in ORDER}


def row(size: int, found: dict[str, Figures]) -> list[str]:
    """The figures of one size, in the order of the heads. ``x raw`` is rendering over writing the same bytes."""
    record, claim, render = found["record"], found["claim"], found["render"]
    one, files = found["one_by_one"], found["receive"]
    peak = max(found["claim"]["peak_mb"], render["peak_mb"])
    both = claim["seconds"] + render["seconds"]
    return [
        f"{size:,}",
        f"{record['lines'] / record['seconds']:,.0f}",
        f"{found['select']['seconds']:.2f}",
        f"{found['select']['balance_seconds']:.2f}",
        f"{found['explain']['worst_ms']:.1f}",
        f"{found['page']['worst_ms']:.1f}",
        f"{found['list']['p95_ms']:.0f}",
        f"{claim['lines'] / claim['seconds']:,.0f}",
        f"{render['lines'] / render['seconds']:,.0f}",
        f"{render['lines'] / both:,.0f}",
        f"{render['seconds'] / render['raw_seconds']:.0f}",
        f"{peak:.0f}",
        f"{one['documents'] / one['seconds']:,.0f}",
        f"{files['files'] / files['seconds']:,.0f}",
    ]


def measure_documents(environment: Environment) -> None:
    """Print what a ZIP of ten thousand documents takes, and each package's file beside the FEC."""
    for step in ("prepare", "record", "attach"):
        run(step, ZIP_DOCUMENTS, environment)
    found = run("archive", ZIP_DOCUMENTS, environment)
    rate, raw = found["documents"] / found["seconds"], found["seconds"] / found["raw_seconds"]
    print(f"ZIP of {found['documents']:,.0f} documents, {found['size_mb']:.0f} MB: ", end="")
    print(f"{rate:,.0f} documents a second, {raw:.1f} times writing the bytes, peak {found['peak_mb']:.0f} MB")
    costs = run("packages", ZIP_DOCUMENTS, environment)
    del costs["peak_mb"]
    print("Processor time of a line over that of the FEC:", end=" ")
    print(", ".join(f"{name} {cost:.1f}" for name, cost in sorted(costs.items(), key=lambda each: -each[1])))


def show(cells: Iterable[str]) -> None:
    """Print one row under the heads."""
    print(" ".join(cell.rjust(width) for cell, (_, width) in zip(cells, HEADS, strict=True)), flush=True)


def main() -> None:
    """Measure every size on every database asked for."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,100000,1000000")
    parser.add_argument("--databases", default=",".join(DATABASES))
    asked = parser.parse_args()
    for name in asked.databases.split(","):
        print(f"\n{name}")
        show(head for head, _ in HEADS)
        for size in map(int, asked.sizes.split(",")):
            with DATABASES[name]() as environment:
                show(row(size, measure(size, environment)))
        with DATABASES[name]() as environment:
            measure_documents(environment)


if __name__ == "__main__":
    main()
