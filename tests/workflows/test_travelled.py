"""A lookup tells how a picture travelled, from what exports state."""

from __future__ import annotations

import json

from provenance.model.origin import Relay
from provenance.model.travel import Trace
from provenance.workflows.check import check
from provenance.workflows.ingest import ingest
from provenance.workflows.lookup import lookup
from provenance.workflows.opening import OpenIndex
from tests.pictures import Pictures

MEDIA = [{"id_str": "77", "media_url_https": "https://pbs.twimg.com/media/wall.jpg"}]


def a_post(ident: str, day: int, account: str, **stated: object) -> dict[str, object]:
    return {
        "id_str": ident,
        "created_at": f"Fri Nov {day} 10:00:00 +0000 2023",
        "user": {"screen_name": account},
        "full_text": "les femmes de Kidal",
        "lang": "fr",
        "extended_entities": {"media": MEDIA},
        **stated,
    }


ORIGINAL = a_post("1725484990000000001", 17, "awa")
REPOST = {"full_text": "RT @awa: les femmes…", "retweeted_status": ORIGINAL}
REPOSTS = [a_post(f"172548499000000000{n}", 17 + n, f"u{n}", **REPOST) for n in (2, 3)]


def test_reposts_lead_to_the_original_that_came_with_them(index: OpenIndex, pictures: Pictures):
    lines = "\n".join(json.dumps(post) for post in REPOSTS)
    ingest(index, pictures.write("posts.jsonl", lines.encode()))
    travel = lookup(index, "1725484990000000002").travel
    assert travel.postings == 3
    steps = [chain.steps[-1] for chain in travel.chains]
    assert [(s.origin.relay, s.trace) for s in steps] == [(Relay.REPOST, Trace.KNOWN)] * 2
    assert {s.originals[0].posting.account for s in steps} == {"awa"}
    (caption,) = travel.captions
    assert (caption.text, caption.languages) == ("les femmes de Kidal", ("fr",))
    (imported,) = travel.imports
    assert (imported.postings, imported.accounts) == (3, 3)


def test_a_check_tells_it_of_the_pictures_that_match(index: OpenIndex, pictures: Pictures):
    for quality, name in ((95, "a"), (60, "b")):
        pictures.save(f"{name}.jpg", 0, quality=quality)
    rows = "path,platform,native_id,account,text\na.jpg,x,1,awa,mur\nb.jpg,telegram,2,ben,mur\n"
    ingest(index, pictures.write("list.csv", rows.encode()))
    travel = check(index, pictures.save("query.png", 0)).travel
    assert [(c.text, c.postings, c.platforms) for c in travel.captions] == [
        ("mur", 2, ("telegram", "x"))
    ]


def test_a_picture_that_is_not_found_was_nowhere(index: OpenIndex, pictures: Pictures):
    travel = check(index, pictures.save("query.png", 0)).travel
    assert (travel.postings, travel.captions, travel.chains) == (0, (), ())
