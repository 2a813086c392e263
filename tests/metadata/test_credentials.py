"""Content Credentials are verified offline, with the states and codes of the library itself."""

from __future__ import annotations

import importlib.util
import io
import os
import socket
import threading
from pathlib import Path

import pytest

from provenance.metadata import credentials
from provenance.metadata.credentials import credentials_of, with_credentials
from provenance.model.metadata import Block, Metadata, State

c2pa = pytest.importorskip("c2pa")

TYPES = {".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp", ".mp4": "video/mp4"}
UNTRUSTED = "signingCredential.untrusted"
KNOWN = {
    "CA.jpg": ("Valid", [UNTRUSTED]),
    "C_with_CAWG_data.jpg": ("Valid", [UNTRUSTED, "cawg.x509.credential.untrusted"]),
    "E-sig-CA.jpg": ("Invalid", [UNTRUSTED, "claimSignature.mismatch"]),
    "XCA.jpg": ("Invalid", [UNTRUSTED, "assertion.dataHash.mismatch"]),
    "adobe-20220124-E-dat-CA.jpg": ("Invalid", [UNTRUSTED, "assertion.dataHash.mismatch"]),
    "adobe-20220124-C.jpg": ("Valid", [UNTRUSTED]),
    "video1.mp4": ("Valid", [UNTRUSTED]),
}
WITHOUT = ["adobe-20220124-A.jpg", "no_manifest.jpg", "libpng-test_with_url.png", "sample1.webp"]
PORT_IN_THE_FILE = 5000

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "metadata"

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/data/metadata is not here"),
]


@pytest.fixture
def folder() -> Path:
    return FOLDER / "c2pa"


def verified(path: Path) -> Block:
    return credentials_of(path.read_bytes(), TYPES[path.suffix])


def tags(block: Block) -> dict[str, str]:
    return {tag.name.removeprefix("Credentials:"): tag.value for tag in block.tags}


@pytest.mark.parametrize("name", KNOWN)
def test_states_and_codes_are_those_of_the_library(folder: Path, name: str) -> None:
    said = tags(verified(folder / name))
    assert (said["State"], said["Failures"].split(", ")) == KNOWN[name]
    offline = c2pa.Context.from_dict({"verify": {"remote_manifest_fetch": False}})
    with c2pa.Reader("", io.BytesIO((folder / name).read_bytes()), context=offline) as reader:
        assert reader.get_validation_state() == said["State"]


@pytest.mark.parametrize("name", WITHOUT)
def test_a_file_without_a_manifest_of_its_own_has_no_block(folder: Path, name: str) -> None:
    data = (folder / name).read_bytes()
    assert credentials_of(data, TYPES[Path(name).suffix]).state is State.ABSENT
    assert with_credentials(Metadata(()), data, "image/jpeg") == Metadata(())


def test_what_the_signer_says_is_told() -> None:
    said = tags(verified(FOLDER / "digitalsourcetype" / "ocsp.jpg"))
    assert said["Issuer"] == "Adobe Inc."
    assert said["Tool"] == "Adobe Photoshop 26.9.0"
    assert said["Actions"] == "c2pa.opened, c2pa.cropped, c2pa.edited (Adobe Firefly)"
    assert "compositeWithTrainedAlgorithmicMedia" in said["Sources"]
    assert said["TrustList"].endswith(credentials.TRUST_LIST_DATE)


def test_a_damaged_manifest_is_told_or_fails_the_check(folder: Path) -> None:
    data = bytearray((folder / "CA.jpg").read_bytes())
    for at in range(data.find(b"c2pa"), data.find(b"c2pa") + 4000, 97):
        data[at] ^= 0x5A
    block = credentials_of(bytes(data), "image/jpeg")
    assert block.state in {State.UNREADABLE, State.ABSENT} or tags(block)["State"] == "Invalid"


def test_bytes_that_are_no_picture_never_raise() -> None:
    assert credentials_of(b"c2pa" * 100, "image/jpeg").state is not State.PRESENT
    assert credentials_of(b"", "image/jpeg").state is State.ABSENT


def test_without_the_extra_nothing_is_verified(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(credentials, "find_spec", lambda _name: None)
    assert verified(folder / "CA.jpg").state is State.ABSENT
    assert importlib.util.find_spec("c2pa") is not None


def test_no_server_is_asked(folder: Path) -> None:
    """The file names http://localhost:5000: with other settings the library asks there."""
    asked: list[object] = []
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind(("127.0.0.1", PORT_IN_THE_FILE))
        except OSError:
            pytest.skip(f"port {PORT_IN_THE_FILE} is taken")
        server.listen()
        server.settimeout(20)

        def answer() -> None:
            try:
                connection, address = server.accept()
            except OSError:
                return
            asked.append(address)
            connection.close()

        listening = threading.Thread(target=answer)
        listening.start()
        try:
            file = folder / "libpng-test_with_url.png"
            assert verified(file).state is State.ABSENT
            assert asked == []
            with pytest.raises(c2pa.C2paError):
                c2pa.Reader("image/png", io.BytesIO(file.read_bytes()), context=c2pa.Context())
            listening.join(20)
            assert len(asked) == 1  # so the first look would have been seen
        finally:
            server.close()
            listening.join(25)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be forked")
def test_where_every_socket_and_file_is_refused_the_answer_is_the_same(folder: Path) -> None:
    import resource

    files = [folder / name for name in (*KNOWN, *WITHOUT)]
    contents = [(path.read_bytes(), TYPES[path.suffix]) for path in files]
    open_answers = [credentials_of(*each) for each in contents]
    child = os.fork()
    if not child:  # a process in which no further descriptor can be had
        status = 1
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
            with pytest.raises(OSError, match="Too many open files"):
                socket.socket()
            status = 0 if [credentials_of(*each) for each in contents] == open_answers else 2
        finally:
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(ended) == 0
