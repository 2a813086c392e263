"""How well clips and stills of a longer video are found: `python -m accuracy.video`.

Each of a few long videos glides over photographs, a scene after the other. Five seconds are cut
out of each, edited in one way, written anew and asked for. Right is the video that the clip was cut
from with an offset that is at most half a second wrong; a match with any other video is false.
The same is asked of one more video that is not in the index, where every match is false.
"""

from __future__ import annotations

import argparse
import random
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from PIL import Image

from accuracy.attacks import ATTACKS as PICTURE_ATTACKS
from accuracy.attacks import OTHERS, attacked
from accuracy.attacks.interface import Attack as Edit
from accuracy.options import PHOTOS
from accuracy.video_made import ATTACKS, RATE, SCENES, Attack, Video, opened, photographs, written
from accuracy.video_page import Kind, replace_section, section
from accuracy.video_real import CLIPPED, COPIES, INDEXED, REAL, SAME_AGAIN, every, is_flat, read
from accuracy.video_score import Score, keep, kept, span_of
from provenance.model.match import Match
from provenance.settings import Settings
from provenance.workflows.check import check
from provenance.workflows.ingest import ingest
from provenance.workflows.opening import OpenIndex, open_index

CUT_S = 5
REAL_CUT_S = 3


class Asking:
    """Asks an index for clips and stills, and draws each from the seed and its own name."""

    def __init__(
        self, index: OpenIndex, folder: Path, beside: Sequence[Image.Image], seed: int
    ) -> None:
        """`beside` are pictures of no video, which collages put beside a frame."""
        self._index, self._folder, self._beside = index, folder, beside
        self._seed = seed

    def dice(self, of: str) -> random.Random:
        """Give dice that fall alike on every machine, whatever else was asked before."""
        return random.Random(f"{of} {self._seed}" if self._seed else of)  # noqa: S311

    def clip(self, score: Score, attack: Attack, video: Video, name: str, key: str) -> None:
        """Cut a clip out of a video, edit it and count what is found for it."""
        dice = self.dice(f"clip {attack.name} {key}")
        start = dice.randrange(0, len(video) - CUT_S * RATE)
        self.part(score, attack, video[start : start + CUT_S * RATE], RATE, start / RATE, name)

    def part(
        self,
        score: Score,
        attack: Attack,
        frames: Sequence[Image.Image],
        rate: int,
        start_s: float,
        name: str,
    ) -> None:
        """Edit the frames of a clip and count what is found for it."""
        clip = self._folder / "clip.mp4"
        edited = [attack.edit(each) for each in frames]
        clip.write_bytes(written(edited, round(rate * attack.speed), attack.crf))
        self.file(score, clip, f"{attack.name}, {name or 'unseen'}", start_s, name)

    def file(self, score: Score, file: Path, what: str, start_s: float, name: str) -> None:
        """Ask for a file, of which the first moment is one of a video, and count what is found."""

        def wrong_s(match: Match) -> float | None:
            return abs(match.clip.offset_s - start_s) if match.clip else None

        matches = check(self._index, file).case.matches
        for each in matches:
            stretches = [found for found in (each.clip, *each.more_clips) if found]
            said = ", ".join(f"{one.offset_s:.2f} s x {one.speed}" for one in stretches)
            print(
                f"  {what} from {start_s:.2f} s: {each.strength}, {said or 'no clip'}",
                file=sys.stderr,
                flush=True,
            )
        score.add(matches, name, wrong_s)

    def still(self, score: Score, attack: Edit, frame: Image.Image, at_s: float, name: str) -> None:
        """Edit a frame and count what is found for it."""
        edited = attacked(attack, frame, self._beside, 1, f"{name} {at_s:.3f}")
        still = self._folder / f"still{edited.encoding.suffix}"
        still.write_bytes(edited.data())
        matches = check(self._index, still).case.matches
        for each in matches:
            told = span_of(each)
            print(
                f"  {attack.name}, {name or 'unseen'} at {at_s:.2f} s: {each.strength}, "
                f"{told.at_s:.2f} s ({told.earliest_s}-{told.latest_s})",
                file=sys.stderr,
            )
        score.add_still(matches, name, at_s)


def clips(asking: Asking, videos: Sequence[Video], unseen: Video) -> Iterator[Score]:
    """Cut a clip out of each video for each attack, and ask for it."""
    for attack in ATTACKS:
        score = Score(attack.name, Kind.CLIP)
        for number, video in enumerate(videos):
            asking.clip(score, attack, video, f"{number}.mp4", str(number))
        yield score
    score = Score("clips of an unseen video", Kind.UNSEEN)
    for attack in ATTACKS[::3]:
        asking.clip(score, attack, unseen, "", "unseen")
    yield score


def _taken(count: int) -> list[Edit]:
    """Take edits of pictures: all, all again, and of a few such as are spread over the list."""
    every = len(PICTURE_ATTACKS)
    whole = [*PICTURE_ATTACKS] * (count // every)
    rest = count % every
    return [*whole, *(PICTURE_ATTACKS[each * every // rest] for each in range(rest))]


def stills(asking: Asking, videos: Sequence[Video], unseen: Video, count: int) -> Iterator[Score]:
    """Take frames at random, edit them as pictures are edited, and ask for them."""
    score = Score("a still, edited as pictures are", Kind.STILL)
    strange = Score("a still of an unseen video", Kind.UNSEEN)
    for number, attack in enumerate(_taken(count)):
        dice = asking.dice(f"still {number}")
        of = dice.randrange(len(videos))
        at = dice.randrange(len(videos[of]))
        asking.still(score, attack, videos[of][at], at / RATE, f"{of}.mp4")
        if number < len(PICTURE_ATTACKS) and number % 2:
            asking.still(strange, attack, unseen[dice.randrange(len(unseen))], 0.0, "")
    yield score
    yield strange


def real_stills(asking: Asking, folder: Path, count: int) -> Iterator[Score]:
    """Take frames of real videos at random, and ask for them in the same way."""
    score = Score("a still of a real video", Kind.REAL)
    again = Score("a still of one that is the same again and again", Kind.SAME_AGAIN)
    flat = Score("a still of one that shows next to nothing", Kind.FLAT)
    names = [each for each in INDEXED if (folder / each).is_file()]
    if names:
        films = [list(read(folder / each)) for each in names]
        for number, attack in enumerate(_taken(count)):
            dice = asking.dice(f"real {number}")
            of = dice.randrange(len(names))
            at_s, frame = dice.choice(films[of])
            counted = again if names[of] in SAME_AGAIN else score
            counted = flat if is_flat(frame) else counted
            asking.still(counted, attack, frame, at_s, Path(names[of]).name)
    yield score
    yield again
    yield flat


def _length(file: Path) -> tuple[int, int]:
    """Count the frames of a video, and those of a second."""
    times = [at_s for at_s, _ in every(file)]
    return len(times), round(len(times) / times[-1])


def real_clips(asking: Asking, folder: Path) -> Iterator[Score]:
    """Cut clips out of real videos as out of the others, and ask for copies that others made."""
    names = [each for each in CLIPPED if (folder / each).is_file()]
    films = [(each, *_length(folder / each)) for each in names]
    again = Score("real, of a scene that is the same again and again", Kind.SAME_AGAIN)
    for number, attack in enumerate(ATTACKS):
        score = Score(f"real, {attack.name}", Kind.REAL_CLIP)
        # Each attack is made on every second video: all of them take an hour.
        for name, count, rate in films[number % 2 :: 2]:
            long = REAL_CUT_S * rate
            start = asking.dice(f"real {attack.name} {name}").randrange(count - long)
            # Whole films would be more than a decoding process may have, as `Video` says.
            film = list(islice(every(folder / name), start, start + long))
            frames = [frame for _, frame in film]
            counted = again if name in SAME_AGAIN else score
            asking.part(counted, attack, frames, rate, film[0][0], Path(name).name)
        yield score
    yield again
    score = Score("real, copies that others made", Kind.REAL_CLIP)
    for copy, name in COPIES:
        if (folder / copy).is_file():
            asking.file(score, folder / copy, Path(copy).name, 0.0, Path(name).name)
    yield score


def main() -> None:
    """Make the videos, ask for clips and stills, print the section and, if told, write it."""
    options = argparse.ArgumentParser(prog="python -m accuracy.video", description=__doc__)
    add = options.add_argument
    add("--photos", type=Path, default=PHOTOS, metavar="FOLDER", help="[%(default)s]")
    add("--real", type=Path, default=REAL, metavar="FOLDER", help="real videos [%(default)s]")
    add("--videos", type=int, default=4, metavar="N", help="long videos [%(default)s]")
    add("--stills", type=int, default=88, metavar="N", help="[%(default)s]")
    add("--real-stills", type=int, default=44, metavar="N", help="[%(default)s]")
    add("--parts", default="clips,stills,real,real-clips", metavar="PART,...", help="[%(default)s]")
    add("--seed", type=int, default=0, metavar="N", help="other videos, cuts and stills [0]")
    add("--scores", type=Path, metavar="FILE", help="scores of other parts, to which to add")
    add("--out", type=Path, metavar="FILE", help="page whose section is written anew")
    said = options.parse_args()
    dice = random.Random(said.seed)  # noqa: S311 - the same videos on every machine
    photos = photographs(said.photos, dice)
    shown = (said.videos + 1) * SCENES
    spare = photos[shown:][: 4 * OTHERS]
    if len(spare) <= OTHERS:
        options.error("too few photographs for so many videos; name a folder with more")
    videos = [Video(photos[start : start + SCENES], dice) for start in range(0, shown, SCENES)]
    unseen = videos.pop()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "videos"
        folder.mkdir()
        for number, video in enumerate(videos):
            (folder / f"{number}.mp4").write_bytes(written(video, RATE, "23"))
        for name in INDEXED if "real" in said.parts else ():
            if (said.real / name).is_file():
                shutil.copyfile(said.real / name, folder / Path(name).name)
        settings = Settings(index=str(Path(temporary) / "index.db"))
        with open_index(create=True, writable=True, settings=settings) as index:
            ingest(index, folder)
            asking = Asking(index, Path(temporary), [opened(each) for each in spare], said.seed)
            parts = {
                "clips": clips(asking, videos, unseen),
                "stills": stills(asking, videos, unseen, said.stills),
                "real": real_stills(asking, said.real, said.real_stills),
                "real-clips": real_clips(asking, said.real),
            }
            scores = kept(said.scores)
            for part in said.parts.split(","):
                for score in parts[part]:
                    print(score, file=sys.stderr, flush=True)
                    scores[score.name] = score
                    if said.scores:
                        keep(said.scores, scores)
    text = section(list(scores.values()), shlex.join(sys.argv[1:]), said.videos)
    print(text)
    if said.out:
        replace_section(said.out, text)


if __name__ == "__main__":
    main()
