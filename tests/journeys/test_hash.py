"""`provenance hash` hands hashes to other tools."""

from __future__ import annotations

from provenance.signals.vpdq import read
from tests.command_line import RunCli
from tests.pictures import Pictures
from tests.videos import wandering, written


def test_a_video_is_written_as_vpdq(run_cli: RunCli, pictures: Pictures):
    video = pictures.write("clip.mp4", written(wandering(3)))
    done = run_cli("hash", video, "--format", "vpdq")
    assert done.code == 0
    frames = read("stdout", done.out)
    assert [each.timestamp_s for each in frames] == sorted(each.timestamp_s for each in frames)
    assert frames[0].number == 0


def test_a_hash_that_is_written_can_be_asked_for(run_cli: RunCli, pictures: Pictures):
    done = run_cli("hash", pictures.save("a.png", 1))
    assert done.code == 0
    index, seconds, pdq, quality = done.out.splitlines()[0].split("\t")
    assert (index, seconds, quality) == ("0", "0.000", "100")
    assert pdq.startswith("pdq:")
    assert len(pdq) == 68


def test_what_is_no_picture_is_named(run_cli: RunCli, pictures: Pictures):
    done = run_cli("hash", pictures.write("page.jpg", b"<html>"))
    assert done.code == 1
    assert "page.jpg: is a web page" in done.said
