"""Measures how well edited pictures are found again: `python -m accuracy.run`, `make accuracy`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from accuracy import details
from accuracy.choosing import TooFewPictures, corpus_of
from accuracy.measuring import measured
from accuracy.options import parse
from accuracy.page import failures, page
from accuracy.video_page import kept_section


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; 0 whatever was measured, 1 where nothing could be."""
    options = parse(sys.argv[1:] if arguments is None else arguments)
    try:
        corpus = corpus_of(options)
    except TooFewPictures as error:
        _say(str(error))
        return 1
    run = measured(options, corpus, _say)
    if options.details:
        details.write(options.details, run.answers())
    text = page(options, corpus, run)
    print(text)
    for line in failures(run):
        _say(line)
    if options.out:
        # The section about videos is measured by a run of its own.
        old = options.out.read_text(encoding="utf-8") if options.out.exists() else ""
        kept = kept_section(old)
        options.out.write_text(f"{text}\n{kept}" if kept else text, encoding="utf-8")
    return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
