"""`provenance when`, as it is used: without an index, by people and by scripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import RunCli
from tests.journeys.schemas import fits

POST = "https://x.com/account/status/1703197127906644088"
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def test_it_needs_no_index_and_makes_none(run_cli: RunCli, index_path: Path):
    done = run_cli("when", POST, index=index_path)
    assert (done.code, done.err) == (0, "")
    assert "x: 2023-09-17 00:00:13.822 UTC" in done.out
    assert not index_path.exists()


def test_the_document_has_the_promised_fields(run_cli: RunCli):
    (reading,) = fits(run_cli("when", POST, "--json").json)["readings"]
    assert (
        reading.items()
        >= {
            "platform": "x",
            "clock": "id-created",
            "earliest": "2023-09-17T00:00:13.822000Z",
            "latest": "2023-09-17T00:00:13.822000Z",
        }.items()
    )
    assert reading["meaning"].startswith("The post was published at this time")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((POST,), 0),
        ((VIDEO,), 0),
        ((POST, VIDEO), 0),
        ((POST, "dog"), 3),
        ((VIDEO, "dog"), 3),
        (("dog",), 1),
        (("dog", "cat"), 1),
        (("14843347141", "--platform", "x"), 0),
        (("14843347141",), 1),
        (("--", "-aGkz"), 1),
    ],
)
def test_the_exit_code_tells_whether_everything_was_understood(
    run_cli: RunCli, words: tuple[str, ...], code: int
):
    done = run_cli("when", *words)
    assert (done.code, done.err) == (code, "")
    assert len(run_cli("when", "--json", *words).json) == 3


def test_every_input_stands_in_the_text(run_cli: RunCli):
    done = run_cli("when", POST, VIDEO, "dog", "IMG-20231114-WA0007.jpg")
    for word in (POST, VIDEO, "dog", "IMG-20231114-WA0007.jpg"):
        assert f"{word}\n" in done.out
    assert max(map(len, done.out.splitlines())) <= 80


def test_a_name_that_is_no_text_is_taken_too(run_cli: RunCli):
    done = run_cli("when", b"\xff\xfe.jpg", "--json")
    assert done.code == 1
    assert len(fits(done.json)["unread"]) == 1
