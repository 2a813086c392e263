"""Files that are signed here and then tampered with: our lines are those of the library itself."""

from __future__ import annotations

import io
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from provenance.media import decoder, formats
from provenance.media.containers import bare_segments
from provenance.media.limits import Limits
from provenance.metadata import credentials, embedded_in, read
from provenance.metadata.credentials import credentials_of
from provenance.model.embedded import PlaceInFile
from provenance.model.media import Location
from provenance.model.metadata import Block, State
from provenance.workflows.examine import of_video
from provenance.workflows.tell import told_of
from tests.pictures import a_picture

c2pa = pytest.importorskip("c2pa")
pytest.importorskip("cryptography")
av = pytest.importorskip("av")

from tests.metadata.signed import Chain, chain, signed  # noqa: E402 - where both are installed
from tests.videos import How, written  # noqa: E402

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "metadata"
PICTURES = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "AVIF")
KINDS = {
    **{form: f"image/{form.lower()}" for form in PICTURES},
    "MP4": "video/mp4",
    "MOV": "video/quicktime",
    "HEIC": "image/heic",
}
WHERE = {
    "JPEG": "JPEG APP11",
    "PNG": "PNG caBX",
    "WEBP": "WebP C2PA",
    "TIFF": "TIFF tag 0xcd41",
    "GIF": "GIF C2PA_GIF",
}
SMALL = io.BytesIO()
a_picture(9, (96, 72)).save(SMALL, "JPEG")
INGREDIENT = SMALL.getvalue()
CLAIMED = INGREDIENT[:20] + b"\xff\xfe\0\x06more" + INGREDIENT[20:]


def every() -> list[object]:
    heic = pytest.param(
        "HEIC",
        marks=[
            pytest.mark.shared_data,
            pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/data/metadata is not here"),
        ],
    )
    return [*(kind for kind in KINDS if kind != "HEIC"), heic]


def plain(kind: str) -> bytes:
    if kind == "HEIC":
        return (FOLDER / "exifr" / "heic-single.heic").read_bytes()
    if kind in {"MP4", "MOV"}:
        return written(
            (a_picture(each, (96, 64)) for each in range(6)), How(container=kind.lower())
        )
    out = io.BytesIO()
    a_picture(3, (64, 48) if kind == "GIF" else (200, 150)).save(out, kind)
    return out.getvalue()


@pytest.fixture(scope="module")
def signer() -> Chain:
    return chain()


@pytest.fixture(autouse=True)
def trusted(signer: Chain, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(credentials, "_trust_list", lambda: signer.root)


def of_the_library(data: bytes, kind: str, roots: str) -> tuple[str, list[str], list[str]]:
    settings = {
        "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False},
        "trust": {"trust_anchors": roots},
    }
    context = c2pa.Context.from_dict(settings)
    with c2pa.Reader(KINDS[kind], io.BytesIO(data), context=context) as reader:
        results = reader.get_validation_results()
        deltas = [each["validationDeltas"] for each in results.get("ingredientDeltas") or []]
        return (
            reader.get_validation_state(),
            [each["code"] for each in results["activeManifest"]["failure"]],
            [each["code"] for delta in deltas for each in delta["failure"]],
        )


def ours(data: bytes) -> Block:
    return credentials_of(data, formats.recognise(Location("x"), data).media_type)


def tags(block: Block) -> dict[str, str]:
    return {tag.name.removeprefix("Credentials:"): tag.value for tag in block.tags}


def same_as_the_library(data: bytes, kind: str, signer: Chain) -> dict[str, str]:
    said = tags(ours(data))
    codes = [[code for code in said.get(name, "").split(", ") if code] for name in LISTS]
    assert (said["State"], *codes) == of_the_library(data, kind, signer.root)
    return said


LISTS = ("Failures", "IngredientFailures")


def flipped(data: bytes, at: int) -> bytes:
    raw = bytearray(data)
    raw[at] ^= 1
    return bytes(raw)


def pixel(data: bytes, kind: str) -> int:
    """Where the signed file has a byte of the middle of the picture."""
    whole = plain(kind)
    middle = len(whole) * 3 // 5
    return data.index(whole[middle : middle + 16])


@pytest.mark.parametrize("kind", every())
def test_a_whole_file_is_unchanged_by_a_signer_on_the_list(kind: str, signer: Chain) -> None:
    data = signed(
        plain(kind),
        KINDS[kind],
        signer,
        ingredients=[("before.jpg", INGREDIENT, "image/jpeg")],
        thumbnail=(INGREDIENT, "image/jpeg"),
    )
    said = same_as_the_library(data, kind, signer)
    assert (said["State"], said["Bytes"], said["Signer"]) == ("Trusted", "unchanged", "on the list")
    assert said["Tool"].startswith("provenance tests 1")
    assert said["Actions"] == "c2pa.created, c2pa.color_adjustments (a test)"
    assert said["Sources"] == "digitalCapture"
    assert said["Ingredients"] == "before.jpg"


@pytest.mark.parametrize("kind", every())
def test_what_was_tampered_with_is_told_with_the_codes_of_the_library(
    kind: str, signer: Chain
) -> None:
    data = signed(plain(kind), KINDS[kind], signer, ingredients=[("a", INGREDIENT, "image/jpeg")])
    last = data.rindex(b"provenance tests")
    tampered = {
        "pixel": (flipped(data, pixel(data, kind)), "changed", "on the list"),
        "behind": (data + b"more", "changed", "on the list"),
        "assertion": (flipped(data, data.index(b"a test")), "manifest changed", "on the list"),
        "claim": (flipped(data, last), "manifest changed", "not established"),
    }
    for name, (changed, known, by) in tampered.items():
        said = same_as_the_library(changed, kind, signer)
        assert (name, said["State"], said["Bytes"], said["Signer"]) == (name, "Invalid", known, by)


@pytest.mark.parametrize("kind", every())
def test_a_signer_says_nothing_of_the_bytes(kind: str, signer: Chain) -> None:
    unknown = chain("Somebody else")
    said = same_as_the_library(signed(plain(kind), KINDS[kind], unknown), kind, signer)
    found = said["State"], said["Bytes"], said["Signer"]
    assert found == ("Valid", "unchanged", "not on the list")
    if kind == "GIF":  # it cuts the certificate into blocks, so another cannot be worn
        return
    for days in ((-800, -400), (30, 400)):
        late = chain("Somebody late", days=days)
        said = same_as_the_library(signed(plain(kind), KINDS[kind], late), kind, signer)
        found = said["State"], said["Bytes"], said["Signer"]
        assert found == ("Invalid", "unchanged", "out of date")


@pytest.mark.parametrize("kind", PICTURES)
def test_an_ingredient_that_did_not_hold_is_told_as_its_signer_noted_it(
    kind: str, signer: Chain
) -> None:
    before = signed(plain(kind), KINDS[kind], signer)
    broken = flipped(before, pixel(before, kind))
    for content, wanted in ((before, False), (broken, True)):
        data = signed(plain(kind), KINDS[kind], signer, ingredients=[("a", content, KINDS[kind])])
        said = same_as_the_library(data, kind, signer)
        assert (said["State"], said["Bytes"]) == ("Trusted", "unchanged")
        noted = said.get("IngredientFailuresNoted", "")
        assert ("Hash.mismatch" in noted) is wanted


@pytest.mark.parametrize("kind", every())
def test_a_file_that_is_cut_is_refused_or_fails_and_is_never_unchanged(
    kind: str, signer: Chain
) -> None:
    data = signed(plain(kind), KINDS[kind], signer)
    for share in (0.1, 0.5, 0.9, 0.99):
        cut = data[: int(len(data) * share)]
        block = ours(cut)
        if block.state is State.PRESENT:
            assert same_as_the_library(cut, kind, signer)["Bytes"] in {
                "changed",
                "manifest changed",
            }
        else:
            with pytest.raises(c2pa.C2paError):
                of_the_library(cut, kind, signer.root)


@pytest.mark.parametrize("kind", every())
def test_presence_is_told_without_the_extra_in_every_container(
    kind: str, signer: Chain, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = signed(plain(kind), KINDS[kind], signer)
    monkeypatch.setattr(credentials, "find_spec", lambda _name: None)
    said = told_of(Location("x"), data, Limits()).metadata
    there = {tag.name: tag.value for tag in said.block("c2pa").tags}
    assert there["JUMBF:JUMDLabel"] == "c2pa"
    assert there["C2PA:Container"] == WHERE.get(kind, "uuid box")
    assert there["C2PA:ActiveManifest"].startswith("urn:c2pa:")
    assert said.block("credentials").state is State.ABSENT
    without = told_of(Location("x"), plain(kind), Limits()).metadata
    assert without.block("c2pa").state is State.ABSENT


@pytest.mark.parametrize("kind", every())
def test_thumbnails_of_claim_and_ingredient_are_taken_out_of_every_container(
    kind: str, signer: Chain
) -> None:
    data = signed(
        plain(kind),
        KINDS[kind],
        signer,
        ingredients=[("a", INGREDIENT, "image/jpeg")],
        thumbnail=(CLAIMED, "image/jpeg"),
    )
    form = formats.recognise(Location("x"), data)
    video = isinstance(form, formats.VideoFormat)
    segments = (
        of_video(data, form) if video else decoder.segments(Location("x"), data, form, Limits())
    )
    found = {each.origin: each.data for each in embedded_in(segments)[0]}
    assert found[PlaceInFile.C2PA_CLAIM] == CLAIMED
    with Image.open(io.BytesIO(found[PlaceInFile.C2PA_INGREDIENT])) as image:
        assert image.format == "JPEG"


def test_a_removed_manifest_leaves_nothing_to_say(signer: Chain) -> None:
    data = signed(plain("JPEG"), "image/jpeg", signer)
    start = data.index(b"\xff\xeb")
    end = start + 2 + int.from_bytes(data[start + 2 : start + 4], "big")
    removed = data[:start] + data[end:] + b"c2pa"  # a mention of it is none
    assert ours(removed).state is State.ABSENT
    segments = bare_segments(removed, formats.JPEG)
    assert read(segments).block("c2pa").state is State.ABSENT
    with pytest.raises(c2pa.C2paError, match="ManifestNotFound"):
        of_the_library(removed, "JPEG", signer.root)


class Listening:
    """A server that counts who comes, and hangs up."""

    def __init__(self) -> None:
        self.came = 0
        self._server = socket.socket()
        self._server.bind(("127.0.0.1", 0))
        self._server.listen()
        self.address = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            self.came += 1
            connection.close()

    def close(self) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join(20)


@pytest.fixture
def server() -> Iterator[Listening]:
    listening = Listening()
    yield listening
    listening.close()


@pytest.mark.parametrize("kind", every())
def test_a_manifest_that_is_elsewhere_is_never_fetched(
    kind: str, signer: Chain, server: Listening
) -> None:
    asks = chain("Asks", asks=f"{server.address}/ocsp")
    remote = f"{server.address}/manifest.c2pa"
    only_there = signed(plain(kind), KINDS[kind], signer, remote=remote, embed=False)
    both = signed(plain(kind), KINDS[kind], asks, remote=remote)
    assert remote.encode() in only_there
    assert ours(only_there).state is State.ABSENT
    assert tags(ours(both))["Bytes"] == "unchanged"
    assert read(bare_segments(only_there, formats.JPEG)).block("c2pa").state is State.ABSENT
    assert server.came == 0
    with pytest.raises(c2pa.C2paError):  # with the settings of the library somebody comes
        c2pa.Reader(KINDS[kind], io.BytesIO(only_there), context=c2pa.Context())
    assert server.came > 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be forked")
def test_where_every_socket_is_refused_every_answer_is_the_same(signer: Chain) -> None:
    import resource

    contents = [
        signed(plain(kind), KINDS[kind], signer, remote="http://127.0.0.1:9/x", embed=embed)
        for kind in KINDS
        if kind != "HEIC"
        for embed in (True, False)
    ]
    open_answers = [ours(each) for each in contents]
    child = os.fork()
    if not child:  # a process in which no further descriptor can be had
        status = 1
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
            with pytest.raises(OSError, match="Too many open files"):
                socket.socket()
            status = 0 if [ours(each) for each in contents] == open_answers else 2
        finally:
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(ended) == 0
