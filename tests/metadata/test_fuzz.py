"""A thousand damaged files with a fixed seed: no parser lets anything escape."""

from __future__ import annotations

import random

from provenance.metadata import PARSERS, read
from provenance.model.metadata import Segments, State
from tests.metadata.raw_blocks import STANDARD, a_data_set, a_jpeg, a_packet, a_profile, a_resource
from tests.metadata.raw_exif import a_phone_segment

MUTANTS = 1_000
SEED = 5


def _whole() -> bytes:
    iim = a_data_set(1, 90, b"\x1b%G") + a_data_set(2, 55, b"20040226") + a_data_set(2, 5, b"t")
    packet = a_packet("<dc:subject><rdf:Bag><rdf:li>a</rdf:li></rdf:Bag></dc:subject>")
    return a_jpeg(
        (0xE0, b"JFIF\0\1\2\0\0\x48\0\x48\0\0"),
        (0xE1, STANDARD + packet),
        (0xED, b"Photoshop 3.0\0" + a_resource(0x0404, iim)),
        (0xEE, b"Adobe\0\x64\0\0\0\0\1"),
        (0xC0, b"\x08\0\x10\0\x20\x03\x01\x22\0\x02\x11\x01\x03\x11\x01"),
        (0xFE, b"hello"),
        behind=b"tail",
    )


def _mutated(data: bytes, chance: random.Random) -> bytes:
    raw = bytearray(data)
    for _ in range(chance.randint(1, 16)):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(raw[: chance.randrange(len(raw))] if chance.random() < 0.2 else raw)


def test_a_thousand_mutants_give_every_block_one_of_three_states():
    chance = random.Random(SEED)
    seen = set()
    for _ in range(MUTANTS):
        segments = Segments(
            exif=_mutated(a_phone_segment(), chance),
            jpeg=_mutated(_whole(), chance),
            icc=_mutated(a_profile("sRGB"), chance),
        )
        blocks = read(segments).blocks
        assert len(blocks) == len(PARSERS)
        assert all(bool(each.reason) == (each.state is State.UNREADABLE) for each in blocks)
        seen |= {(each.kind, each.state) for each in blocks}
    # The mutants reach behind the first check of every parser, and break each one.
    for kind in ("exif", "xmp", "icc"):
        assert {(kind, State.PRESENT), (kind, State.UNREADABLE)} <= seen
