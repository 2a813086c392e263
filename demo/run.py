"""Replays the Kidal case of November 2023 with stand-in pictures: `make demo`.

Every command is printed as it is run, through the installed command line, in the folder of the
project. What it answers is held against the story; where the two differ, the demo fails. Only
demo/out is written, and it is made anew each time. Your own settings play no part.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parents[1]
OUT = Path("demo/out")
REPORT = OUT / "report.html"
INDEX = OUT / "index.db"

INTRO = """\
THE PICTURES HERE ARE STAND-INS. They show a street in Sweden, a river and some works of art;
none shows Mali. All accounts and links are invented.

The case is real. In November 2023, days after Malian troops had entered Kidal, a picture went
round on X as taken there. Reverse image search gave nothing of use. BenbereVerif found the
picture in a Facebook album, where no search engine looks. There one day decided; here the album
is four years older, and the file itself says more than it should.
"""

PRIOR = """\
1. What a newsroom has collected: an album noted down in a list, a group exported with Telegram
   Desktop, a folder of its own pictures. All of it goes into a new index.
"""

CLAIM = """\
2. A reader sends a file: "Kidal, 14 November 2023". Was it there before, and what does it say?
"""

FOR_SCRIPTS = """\
   The same for scripts; exit code 20 says that something contradicts the claim.
"""

CLAIM_TOLD = """\
   It was public four years before that day, in the album; a group then gave it the new caption.
   Its EXIF names another year, and a place 4,260 km away. The program states this with its
   sources; what to make of it is for you to say.
"""

UNCHANGED = """\
3. A second file, reused unchanged: the same bytes.
"""

MIRRORED = """\
4. A third file, mirrored and saved again at poor quality: found all the same, and how it was
   turned.
"""

ANOTHER = """\
5. A fourth file: another photograph of the street in 2, from a few steps further on. Keypoints find
   the place again, the pictures differ: the same scene, which dates nothing.
"""

NOT_FOUND = """\
6. A fifth file, which was never seen here. The answer says how little was searched.
"""


def main() -> None:
    """Tell the story, step by step."""
    os.chdir(ROOT)
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    say(INTRO)
    say(f"$ cd {shlex.quote(str(ROOT))}\n$ export PROVENANCE_INDEX={INDEX}\n")
    ingest_prior_postings()
    check_the_claim()
    check_the_others()
    say(f"The report of step 2, as one file to open, send or keep:\n{ROOT / REPORT}\n", end="")


def ingest_prior_postings() -> None:
    """Fill a new index from a list, an export and a folder."""
    say(PRIOR)
    provenance("ingest", "demo/prior/facebook-album.csv")
    provenance("ingest", "demo/prior/telegram")
    stated = ("--platform", "newsroom", "--account", "account-4", "--posted", "2020-06")
    provenance("ingest", "demo/prior/newsroom", *stated)
    provenance("index", "info")
    held = json.loads(provenance("index", "info", "--json", to=OUT / "index.json"))
    expect(held["postings"] == held["media"] == 6, "the index holds 6 postings of 6 pictures")  # noqa: PLR2004


def check_the_claim() -> None:
    """Check a file against the index and against what is said of it."""
    say(CLAIM)
    claim = ("--claimed-time", "2023-11-14", "--claimed-place", "Kidal")
    file = "demo/downloads/claimed-kidal.jpg"
    provenance("check", file, *claim, "--html", str(REPORT))
    say(FOR_SCRIPTS)
    report = checked(file, *claim, "--fail-on", "contradicts", exit_code=20)
    first = report["earliest"]
    expect(first["posting"]["account"] == "account-1", "account-1 is the earliest known")
    expect(first["moment"]["latest"] == "2019-08-11T14:02:00Z", "its time is 11 August 2019")
    relations = {match["relation"] for match in report["matches"]}
    expect(relations == {"same-picture"}, "both copies are the same picture, not edited")
    against = {each["check"] for each in report["findings"] if each["bearing"] == "contradicts"}
    for check in (
        "earlier-appearance",
        "capture-before-claimed-event",
        "position-against-claimed-place",
    ):
        expect(check in against, f"{check} contradicts the claim")
    expect(REPORT.stat().st_size > 0, f"{REPORT} is written")
    say(CLAIM_TOLD)


def check_the_others() -> None:
    """Check a file that was reused unchanged, one that was altered, one that was never seen."""
    say(UNCHANGED)
    (match,) = shown_and_checked("demo/downloads/unchanged.jpg")["matches"]
    expect(match["relation"] == "same-bytes", "the unchanged file has the same bytes")
    say(MIRRORED)
    (match,) = shown_and_checked("demo/downloads/mirrored.jpg")["matches"]
    expect(match["relation"] == "same-picture", "the mirrored file shows the same picture")
    expect(match["transform"]["mirrored"], "the mirrored file is recognised as mirrored")
    say(ANOTHER)
    report = shown_and_checked("demo/downloads/another-photograph.jpg")
    relations = {match["relation"] for match in report["matches"]}
    expect(relations == {"same-scene"}, "the other photograph shows the same scene")
    expect(report["earliest"] is None, "the same scene dates nothing")
    say(NOT_FOUND)
    report = shown_and_checked("demo/downloads/not-in-the-index.jpg")
    expect(report["matches"] == [], "the last file has no match")
    expect(report["not_searched"] == [], "the whole index was searched for it")


def shown_and_checked(file: str) -> dict[str, Any]:
    """Check a file for people, then for us."""
    provenance("check", file)
    return checked(file)


def checked(file: str, *options: str, exit_code: int = 0) -> dict[str, Any]:
    """Check a file, keep the JSON in demo/out and give the one report in it."""
    to = OUT / Path(file).with_suffix(".json").name
    document = json.loads(provenance("check", file, *options, "--json", to=to, exit_code=exit_code))
    (report,) = document["reports"]
    return dict(report)


def provenance(*words: str, to: Path | None = None, exit_code: int = 0) -> str:
    """Print a command, run it, show what it says or keep it in a file, and give its output."""
    say(f"$ provenance {shlex.join(words)}" + (f" > {to}\n" if to else "\n"), end="")
    done = subprocess.run(  # noqa: S603 - our own program and the words above
        [program(), *words], env=environment(), capture_output=True, check=False
    )
    output = done.stdout.decode("utf-8")
    if to:
        to.write_text(output, encoding="utf-8")
    say(("" if to else output) + done.stderr.decode("utf-8"))
    expect(done.returncode == exit_code, f"the exit code is {exit_code}, not {done.returncode}")
    return output


def program() -> str:
    """Find the command that was installed beside this Python, else on the PATH."""
    beside = Path(sys.executable).with_name("provenance")
    found = str(beside) if beside.is_file() else shutil.which("provenance")
    if found is None:
        fail("the command `provenance` is not installed; run `make demo`, which installs it")
    return found


def environment() -> dict[str, str]:
    """Give our environment with the demo's index and without anybody's own settings."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PROVENANCE_")}
    return {**kept, "PROVENANCE_INDEX": str(INDEX), "XDG_CONFIG_HOME": str(OUT)}


def expect(holds: object, sentence: str) -> None:
    """Go on if what the story says holds."""
    if not holds:
        fail(f"the story says that {sentence}, and that is not so")


def fail(reason: str) -> NoReturn:
    """End loudly."""
    sys.exit(f"demo: {reason}")


def say(text: str, end: str = "\n") -> None:
    """Print at once, so that nothing is lost where a command takes its time or fails."""
    sys.stdout.write(text + end)
    sys.stdout.flush()


if __name__ == "__main__":
    # A reader of our output that goes away (`| head`) ends us quietly.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    main()
