"""How well clips and stills of a longer video are found: `python -m accuracy.video`.

Each of a few long videos glides over photographs, a scene after the other. Five seconds are cut
out of each, edited in one way, written anew and asked for. Right is the video that the clip was cut
from with an offset that is at most half a second wrong; a match with any other video is false.
"""

from __future__ import annotations

import argparse
import io
import random
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageOps

from accuracy.attacks import ATTACKS as PICTURE_ATTACKS
from accuracy.attacks import OTHERS, attacked
from accuracy.options import PHOTOS
from accuracy.video_page import replace_section, section
from provenance.model.match import Match, Strength
from provenance.settings import Settings
from provenance.workflows.check import check
from provenance.workflows.ingest import ingest
from provenance.workflows.opening import OpenIndex, open_index

SIZE = (480, 270)
RATE = 15
SCENE_S = 4
SCENES = 15
CUT_S = 5
NEAR_S = 0.5
STILL_NEAR_S = 1.0

Edit = Callable[[Image.Image], Image.Image]


@dataclass(frozen=True, slots=True)
class Attack:
    """An edit of every frame, the quality of the encoder, and how fast the clip is played."""

    name: str
    edit: Edit = lambda frame: frame
    crf: str = "28"
    speed: float = 1.0


def _drawn(draw: Callable[[ImageDraw.ImageDraw, int, int], None]) -> Edit:
    def edit(frame: Image.Image) -> Image.Image:
        copy = frame.copy()
        draw(ImageDraw.Draw(copy), *copy.size)
        return copy

    return edit


def _subtitle(draw: ImageDraw.ImageDraw, wide: int, high: int) -> None:
    draw.rectangle((0, int(high * 0.85), wide, high), fill="black")
    draw.text((wide * 0.2, high * 0.88), "these are the words that were said", fill="white")


def _logo(draw: ImageDraw.ImageDraw, wide: int, high: int) -> None:
    draw.rectangle((wide * 0.8, high * 0.05, wide * 0.95, high * 0.2), fill="red")


def _cropped(frame: Image.Image) -> Image.Image:
    wide, high = frame.size
    return frame.crop((wide // 10, high // 10, wide * 9 // 10, high * 9 // 10)).resize(SIZE)


def _barred(frame: Image.Image) -> Image.Image:
    return ImageOps.expand(frame, (0, 60), "black")


def _on_screen(frame: Image.Image) -> Image.Image:
    page = Image.new("RGB", (640, 400), (236, 238, 240))
    page.paste(frame.filter(ImageFilter.GaussianBlur(0.7)), (80, 60))
    return page


ATTACKS = (
    *(Attack(f"re-encoded, crf {crf}", crf=crf) for crf in ("23", "33", "40")),
    Attack("scaled to a half", lambda frame: frame.resize((SIZE[0] // 2, SIZE[1] // 2 // 2 * 2))),
    Attack("cropped by a tenth on each side", _cropped),
    Attack("mirrored", ImageOps.mirror),
    Attack("bars above and below", _barred),
    Attack("logo", _drawn(_logo)),
    Attack("subtitle band", _drawn(_subtitle)),
    Attack("screen recording with a page round it", _on_screen),
    *(Attack(f"at {speed} times the speed", speed=speed) for speed in (0.5, 0.75, 1.5, 2.0)),
)


def frames(photos: Sequence[Path], dice: random.Random) -> Iterator[Image.Image]:
    """Give the frames of one long video."""
    for photo in photos:
        with Image.open(photo) as opened:
            wide = ImageOps.fit(opened.convert("RGB"), (SIZE[0] * 5 // 4, SIZE[1] * 5 // 4))
        across, down = dice.choice((0, 1)), dice.choice((0, 1))
        for number in range(SCENE_S * RATE):
            part = number / (SCENE_S * RATE) / 4
            left = SIZE[0] * (part if across else 0.25 - part)
            top = SIZE[1] * (part if down else 0.25 - part)
            box = (round(left), round(top), round(left) + SIZE[0], round(top) + SIZE[1])
            yield wide.crop(box)


def opened(photo: Path) -> Image.Image:
    """Open a photograph at about the size of a frame."""
    with Image.open(photo) as image:
        return ImageOps.fit(image.convert("RGB"), SIZE)


def written(pictures: Sequence[Image.Image], rate: int, crf: str) -> bytes:
    """Write frames as an MP4."""
    import av
    import numpy as np

    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=rate, options={"crf": crf})
        stream.width, stream.height = pictures[0].size
        stream.pix_fmt = "yuv420p"
        for number, picture in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(np.asarray(picture), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, rate)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return out.getvalue()


def is_right(match: Match, name: str) -> bool:
    """Tell whether a match is with the video of this name."""
    return any(Path(file).name == name for each in match.sightings for file in each.files)


@dataclass(slots=True)
class Score:
    """What came of the questions of one attack; offsets and times are in seconds."""

    name: str
    asked: int = 0
    found: int = 0
    near: int = 0
    worst_s: float = 0.0
    strangers: int = 0
    doubted: int = 0

    def add(
        self, matches: Sequence[Match], name: str, wrong_s: Callable[[Match], float | None]
    ) -> None:
        """Count the matches of one question; `wrong_s` is how far off a right one is in time."""
        self.asked += 1
        for match in matches:
            if not is_right(match, name):
                self.strangers += match.strength is not Strength.POSSIBLE
                self.doubted += match.strength is Strength.POSSIBLE
            elif match.strength is not Strength.POSSIBLE:
                self.found += 1
                if (wrong := wrong_s(match)) is not None:
                    self.near += wrong <= (NEAR_S if match.clip else STILL_NEAR_S)
                    self.worst_s = max(self.worst_s, wrong)


def clips(
    index: OpenIndex, videos: Sequence[Sequence[Image.Image]], dice: random.Random, folder: Path
) -> Iterator[Score]:
    """Cut a clip out of each video for each attack, and ask for it."""
    for attack in ATTACKS:
        score = Score(attack.name)
        for number, video in enumerate(videos):
            start = dice.randrange(0, len(video) - CUT_S * RATE)
            part = [attack.edit(each) for each in video[start : start + CUT_S * RATE]]
            clip = folder / "clip.mp4"
            clip.write_bytes(written(part, round(RATE * attack.speed), attack.crf))

            def wrong_s(match: Match, start: int = start) -> float | None:
                return abs(match.clip.offset_s - start / RATE) if match.clip else None

            score.add(check(index, clip).case.matches, f"{number}.mp4", wrong_s)
        yield score


def stills(
    index: OpenIndex,
    beside: Sequence[Image.Image],
    videos: Sequence[Sequence[Image.Image]],
    dice: random.Random,
    folder: Path,
    count: int,
) -> Iterator[Score]:
    """Take frames at random, edit them as pictures are edited, and ask for them.

    `beside` are pictures of no video, which collages put beside a frame.
    """
    score = Score("a still, edited as pictures are")
    edits = dice.sample(PICTURE_ATTACKS, min(count, len(PICTURE_ATTACKS)))
    for number, attack in enumerate(edits):
        of = number % len(videos)
        at = dice.randrange(len(videos[of]))
        edited = attacked(attack, videos[of][at], beside, 1, f"{of} {at}")
        still = folder / f"still{edited.encoding.suffix}"
        still.write_bytes(edited.data())

        def wrong_s(match: Match, at: int = at) -> float:
            return abs(match.match_frame.timestamp_s - at / RATE)

        score.add(check(index, still).case.matches, f"{of}.mp4", wrong_s)
    yield score


def main() -> None:
    """Make the videos, ask for clips and stills, print the section and, if told, write it."""
    options = argparse.ArgumentParser(prog="python -m accuracy.video", description=__doc__)
    add = options.add_argument
    add("--photos", type=Path, default=PHOTOS, metavar="FOLDER", help="[%(default)s]")
    add("--videos", type=int, default=4, metavar="N", help="long videos [%(default)s]")
    add("--stills", type=int, default=44, metavar="N", help="[%(default)s]")
    add("--out", type=Path, metavar="FILE", help="page whose section is written anew")
    said = options.parse_args()
    dice = random.Random(0)  # noqa: S311 - the same clips on every machine
    photos = sorted(each for each in said.photos.rglob("*") if each.suffix in {".jpg", ".png"})
    dice.shuffle(photos)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "videos"
        folder.mkdir()
        videos = []
        for number in range(said.videos):
            own = photos[number * SCENES : (number + 1) * SCENES]
            videos.append(list(frames(own, dice)))
            (folder / f"{number}.mp4").write_bytes(written(videos[-1], RATE, "23"))
        spare = photos[said.videos * SCENES :][: 4 * OTHERS]
        if len(spare) <= OTHERS:
            options.error("too few photographs for so many videos; name a folder with more")
        pictures = [opened(each) for each in spare]
        settings = Settings(index=str(Path(temporary) / "index.db"))
        with open_index(create=True, writable=True, settings=settings) as index:
            ingest(index, folder)
            scores = []
            for score in (
                *clips(index, videos, dice, Path(temporary)),
                *stills(index, pictures, videos, dice, Path(temporary), said.stills),
            ):
                print(score, file=sys.stderr, flush=True)
                scores.append(score)
    text = section(scores, shlex.join(sys.argv[1:]), said.videos)
    print(text)
    if said.out:
        replace_section(said.out, text)


if __name__ == "__main__":
    main()
