"""A file is linked with its relatives by the ids in its metadata, without any likeness."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance.model.finding import Bearing, Finding
from provenance.workflows.check import check
from provenance.workflows.ingest import ingest
from provenance.workflows.opening import OpenIndex
from tests.pictures import Pictures, a_picture

SAVE = "xmp.iid:0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f"
DOCUMENT = "xmp.did:99999999-0a1b-0a1b-0a1b-0a1b2c3d4e5f"
PACKET = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" {0}/></rdf:RDF></x:xmpmeta>'
)


def with_ids(pictures: Pictures, name: str, seed: int, **ids: str) -> Path:
    stated = " ".join(f'xmpMM:{key}="{value}"' for key, value in ids.items())
    return pictures.save(name, a_picture(seed), xmp=PACKET.format(stated).encode())


def of_ids(index: OpenIndex, path: Path) -> list[Finding]:
    found = check(index, path).findings
    return [finding for finding in found if finding.check == "same-ids-elsewhere"]


def test_another_picture_with_the_id_of_one_save_is_a_relative(
    index: OpenIndex, pictures: Pictures
):
    ingest(index, with_ids(pictures, "old/a.jpg", 1, InstanceID=SAVE), keypoints=False)
    query = with_ids(pictures, "new.jpg", 7, DerivedFromInstanceID=SAVE)
    (finding,) = of_ids(index, query)
    assert finding.bearing is Bearing.INFORMS
    assert "1 file of the index carries the same ids" in finding.summary
    assert SAVE in finding.evidence[0].value


@pytest.mark.parametrize(
    ("ids", "count"),
    [
        ({"DocumentID": DOCUMENT}, 0),  # as a template hands on
        ({"DocumentID": DOCUMENT, "OriginalDocumentID": SAVE}, 1),
        ({"InstanceID": DOCUMENT}, 0),
    ],
)
def test_one_id_of_a_document_alone_is_not_told(
    index: OpenIndex, pictures: Pictures, ids: dict[str, str], count: int
):
    stored = {"DocumentID": DOCUMENT, "OriginalDocumentID": SAVE}
    ingest(index, with_ids(pictures, "old/a.jpg", 1, **stored), keypoints=False)
    assert len(of_ids(index, with_ids(pictures, "new.jpg", 7, **ids))) == count


def test_a_file_is_no_relative_of_itself(index: OpenIndex, pictures: Pictures):
    path = with_ids(pictures, "old/a.jpg", 1, InstanceID=SAVE)
    ingest(index, path, keypoints=False)
    assert of_ids(index, path) == []
