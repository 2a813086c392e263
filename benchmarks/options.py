"""What a run of the benchmarks can be told."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

REPOSITORY = Path(__file__).resolve().parents[1]
PHOTOS = REPOSITORY.parent / "shared" / "data" / "photos"


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of a run; `cache` keeps what is dear to build, outside the repository."""

    names: tuple[str, ...]
    cache: Path
    photos: Path
    folder: Path | None
    rows: tuple[int, ...]
    media: int
    postings: int
    gigabytes: float
    rounds: int
    write: bool

    def said(self) -> str:
        """Give the options on which a result depends, as they are written."""
        rows = ",".join(map(str, self.rows))
        postings = f" --postings {self.postings}" if "postings" in self.names else ""
        size = f" --gigabytes {self.gigabytes:g}" if "streaming" in self.names else ""
        return f"--rounds {self.rounds} --rows {rows} --media {self.media}{postings}{size}"


def parse(names: tuple[str, ...], arguments: list[str] | None = None) -> Options:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Measure provenance beside its peers.")
    add = parser.add_argument
    add("names", nargs="*", metavar="NAME", help=f"which to run: {', '.join(names)} [all]")
    add("--list", action="store_true", help="print the names and stop")
    add("--write", action="store_true", help="write the results into docs/benchmarks.md")
    add("--rounds", type=int, default=7, help="rounds of interleaved runs [%(default)s]")
    add("--cache", type=Path, default=user_cache_path("provenance-benchmarks"), metavar="FOLDER")
    add("--photos", type=Path, default=PHOTOS, help="folder of photographs to build from")
    add("--folder", type=Path, help="ingest this folder instead of the 2,000 files built")
    add("--rows", default="100000,1000000,10000000", help="sizes for lookup [%(default)s]")
    add("--media", type=int, default=1_000_000, help="size of the index for check [%(default)s]")
    add("--postings", type=int, default=1_000_000, help="size of each list of postings")
    add("--gigabytes", type=float, default=5, help="size of each export that is streamed")
    given = parser.parse_args(arguments)
    if given.list:
        print("\n".join(names))
        sys.exit()
    if given.write and given.folder:
        parser.error("--write is for the folder that everybody can build, not for --folder")
    if unknown := set(given.names) - set(names):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    return Options(
        tuple(given.names) or names,
        given.cache,
        given.photos,
        given.folder,
        tuple(map(int, given.rows.split(","))),
        given.media,
        given.postings,
        given.gigabytes,
        given.rounds,
        given.write,
    )
