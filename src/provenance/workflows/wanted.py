"""What an examination is to find out about a file."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.signals.sscd import Weights


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for in a picture.

    `as_query`: its frames carry what finds turned copies and parts. `keypoints`: they carry these.
    `weights`: they carry embeddings that are made with these. `words_later`: their keypoints get
    no visual words yet, because those of many frames are found together. `few_first`: of a video
    only a few frames are looked at closely at first, because an index is asked about them.
    `threads`: so many may look for keypoints of the frames of one video.
    """

    as_query: bool
    keypoints: bool = False
    weights: Weights | None = None
    words_later: bool = False
    few_first: bool = False
    threads: int = 1


STORED = Wanted(as_query=False, keypoints=True)
HASHES_ONLY = Wanted(as_query=False)
