"""`provenance metadata` shows what a picture says about itself."""

from __future__ import annotations

import json

from tests.command_line import RunCli
from tests.journeys.schemas import fits
from tests.metadata.raw_blocks import a_packet
from tests.pictures import Pictures


def _with_comment(pictures: Pictures) -> bytes:
    data = pictures.save("plain.jpg", 1).read_bytes()
    packet = b"http://ns.adobe.com/xap/1.0/\0" + a_packet("", 'old:DocumentID="uuid:1"')
    size = (len(packet) + 2).to_bytes(2, "big")
    return data[:2] + b"\xff\xe1" + size + packet + data[2:] + b"tail"


def test_tags_are_shown_with_their_groups(run_cli: RunCli, pictures: Pictures):
    done = run_cli("metadata", pictures.write("a.jpg", _with_comment(pictures)), "--group")
    assert done.code == 0
    shown = {" ".join(line.split()) for line in done.out.splitlines()}
    assert "[XMP-xmpMM] DocumentID : uuid:1" in shown
    assert "[Trailer] Bytes : 4" in shown
    others = "exif, maker-notes, iptc, photoshop, icc, c2pa, png-text"
    assert f"absent: {others}, pixel-text, container, quicktime, video" in " ".join(
        done.out.split()
    )


def test_the_document_fits_its_schema_and_damaged_pixels_do_not_matter(
    run_cli: RunCli, pictures: Pictures
):
    whole = _with_comment(pictures)
    done = run_cli("metadata", pictures.write("cut.jpg", whole[: len(whole) * 2 // 3]), "--json")
    assert done.code == 0
    blocks = {block["kind"]: block for block in fits(done.json)["blocks"]}
    tag = {"group": "XMP-xmpMM", "name": "DocumentID", "value": "uuid:1", "sensitive": False}
    assert blocks["xmp"]["tags"] == [tag]
    assert blocks["exif"]["state"] == "absent"


def test_what_is_no_picture_is_named(run_cli: RunCli, pictures: Pictures):
    done = run_cli("metadata", pictures.write("page.jpg", b"<html>"))
    assert done.code == 1
    assert "page.jpg" in done.err


def test_what_exiftool_wrote_is_a_second_opinion(run_cli: RunCli, pictures: Pictures):
    picture = pictures.write("a.jpg", _with_comment(pictures))
    wrote = [{"SourceFile": "a.jpg", "XMP-xmpMM:DocumentID": "uuid:2", "XMP-dc:Title": "T"}]
    theirs = pictures.write("a.json", json.dumps(wrote).encode())
    done = run_cli("metadata", picture, "--exiftool", theirs, "--json")
    assert done.code == 0
    second = fits(done.json)["second_opinion"]
    assert second["by"] == "ExifTool, a.json"
    assert second["only_there"] == ["XMP-dc:Title"]
    (apart,) = second["disagreements"]
    assert apart["what"] == "XMP-xmpMM:DocumentID"
    assert [each["value"] for each in apart["statements"]] == ["uuid:1", "uuid:2"]
    assert 'ExifTool says "uuid:2"' in run_cli("metadata", picture, "--exiftool", theirs).said


def test_without_exiftool_on_the_path_that_is_said(run_cli: RunCli, pictures: Pictures):
    picture = pictures.save("a.jpg", 1)
    nowhere = {"PATH": str(pictures.folder)}
    done = run_cli("metadata", picture, "--with-exiftool", environment=nowhere)
    assert done.code == 1
    assert "exiftool is not on the PATH" in done.err


def test_both_ways_of_asking_exiftool_are_one_too_many(run_cli: RunCli, pictures: Pictures):
    picture = pictures.save("a.jpg", 1)
    done = run_cli("metadata", picture, "--with-exiftool", "--exiftool", picture)
    assert done.code == 2
