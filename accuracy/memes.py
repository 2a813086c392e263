"""Two memes on one template: found, and said to differ?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageOps

from accuracy.attacks.interface import Edited, Encoding
from accuracy.attacks.overlays import meme_words
from accuracy.pictures import Picture
from provenance import OpenIndex, Report, Settings, ingest, open_index, scan
from provenance.model.match import Match, Relation, Strength

_TEXTS = (
    ("nobody expected this", "not even the people who made it"),
    ("me at seven in the morning", "waiting for the first bus to come"),
)
_SAVED = Encoding(quality=88)


@dataclass(frozen=True, slots=True)
class Memes:
    """What was said of pairs that share a template and differ in their words."""

    pairs: int
    strong: int
    possible: int
    differing: int
    same: int

    @property
    def share(self) -> float:
        """Give in percent how many of those found were said to differ."""
        found = self.strong + self.possible
        return 100 * self.differing / found if found else 0.0


def two_texts(templates: Sequence[Picture], settings: Settings) -> Memes:
    """Index every template with one text and check it with another."""
    with TemporaryDirectory() as temporary:
        first, second = Path(temporary) / "first", Path(temporary) / "second"
        wanted = _written(first, templates, _TEXTS[0])
        _written(second, templates, _TEXTS[1])
        place = Path(temporary) / "memes.db"
        with open_index(place, create=True, settings=settings) as index:
            ingest(index, first, source="folder")
            found = list(_found(index, second, wanted))
    return counted(len(wanted), found)


def counted(pairs: int, found: Iterable[Match]) -> Memes:
    """Count what was said of the pairs that were found."""
    matches = list(found)
    strong = sum(each.strength is not Strength.POSSIBLE for each in matches)
    relations = [each.relation for each in matches]
    return Memes(
        pairs,
        strong,
        len(matches) - strong,
        relations.count(Relation.EDITED_COPY),
        relations.count(Relation.SAME_PICTURE),
    )


def _found(index: OpenIndex, folder: Path, wanted: dict[str, str]) -> Iterator[Match]:
    """Give for each file the match with the meme of the same template, where there is one."""
    for report in scan(index, folder, restart=True):
        if isinstance(report, Report):
            sha256 = wanted[Path(report.case.examination.location.path).name]
            yield from (each for each in report.case.matches if each.media.sha256 == sha256)


def _written(folder: Path, templates: Iterable[Picture], words: tuple[str, str]) -> dict[str, str]:
    """Write the templates with words on them; give the SHA-256 of each file by its name."""
    folder.mkdir()
    written = {}
    for number, template in enumerate(templates):
        with Image.open(template.path) as opened:
            picture = ImageOps.exif_transpose(opened).convert("RGB")
        meme_words(picture, *words)
        data, name = Edited(picture, _SAVED).data(), f"{number:05}.jpg"
        (folder / name).write_bytes(data)
        written[name] = hashlib.sha256(data).hexdigest()
    return written
