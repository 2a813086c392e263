"""Labels and traces: A01 source type, A02 generator, A05 credentials, E02 history, P01 FBMD."""

from __future__ import annotations

import pytest

from provenance.checks import run_checks
from provenance.checks.digital_source_type import GENERATED
from provenance.model.finding import Bearing, Finding
from provenance.model.metadata import Block, Metadata, State, Tag
from tests.checks.cases import a_searched_case

CODES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
LABELS = {
    *("digital-source-type", "generator-text", "content-credentials-present"),
    *("facebook-mark", "xmp-history"),
}


def labelled(kind: str, name: str, value: str) -> list[Finding]:
    said = Metadata((Block(kind, State.PRESENT, (Tag(name, value),)),))
    found = run_checks(a_searched_case(metadata=said))
    return [finding for finding in found if finding.check in LABELS]


@pytest.mark.parametrize(("term", "meaning"), GENERATED.items())
def test_a_generated_picture_is_said_to_be_labelled_so(term: str, meaning: str) -> None:
    (finding,) = labelled("xmp", "XMP-iptcExt:DigitalSourceType", CODES + term)
    assert finding.bearing is Bearing.INFORMS
    assert f"labels its picture as {meaning}" in finding.summary


@pytest.mark.parametrize(
    ("name", "value", "program"),
    [
        ("PNG:parameters", "a cat\nSteps: 20, Sampler: Euler", "Stable Diffusion web UI"),
        ("PNG:prompt", '{"3": {"class_type": "KSampler"}}', "ComfyUI"),
        ("PNG:workflow", '{"nodes": []}', "ComfyUI"),
        ("PNG:parameters", '{"sui_image_params": {"seed": 1}}', "SwarmUI"),
        ("PNG:prompt", '{"3": {"inputs": {"text": "a long prompt, cut', "ComfyUI"),
        ("PNG:workflow", '{"last_node_id": 9', "ComfyUI"),
        ("PNG:Dream", '"a cat" -s 50 -S 1', "InvokeAI"),
        ("PNG:sd-metadata", '{"model": "stable diffusion"}', "InvokeAI"),
        ("PNG:invokeai_metadata", '{"seed": 1}', "InvokeAI"),
        ("PNG:Software", "NovelAI", "NovelAI"),
    ],
)
def test_settings_of_a_generator_are_named(name: str, value: str, program: str) -> None:
    (finding,) = labelled("png-text", name, value)
    assert program in finding.summary
    assert finding.evidence[0].value == value


def test_a_manifest_is_said_to_be_there_and_unchecked() -> None:
    (finding,) = labelled("c2pa", "JUMBF:JUMDLabel", "c2pa")
    assert "not checked" in finding.summary


def test_the_mark_of_facebook_is_told() -> None:
    (finding,) = labelled("iptc", "IPTC:SpecialInstructions", "FBMD01000a9e0d0000b21f0000")
    assert finding.check == "facebook-mark"


def test_a_history_is_a_lead() -> None:
    (finding,) = labelled("xmp", "XMP-xmpMM:HistoryAction", "created, saved")
    assert "not a sign of manipulation" in finding.summary
    assert finding.evidence[0].value == "created, saved"


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("iptc", "IPTC:SpecialInstructions", "FBMD"),
        ("iptc", "IPTC:SpecialInstructions", "No use before FBMD01000a9e0d has spoken"),
        ("iptc", "IPTC:Caption-Abstract", "FBMD01000a9e0d0000"),
        ("icc", "ICC_Profile:ProfileCopyright", "FB"),
        ("xmp", "XMP-xmpMM:HistoryWhen", "2020-01-01"),
        ("xmp", "XMP-xmpMM:DocumentID", "uuid:1"),
        ("xmp", "XMP-iptcExt:DigitalSourceType", CODES + "digitalCapture"),
        ("xmp", "XMP-iptcExt:DigitalSourceType", CODES + "negativeFilm"),
        ("xmp", "XMP-iptcExt:DigitalSourceType", ""),
        ("xmp", "XMP-dc:Description", "about trainedAlgorithmicMedia"),
        ("png-text", "PNG:Software", "gnome-screenshot"),
        ("png-text", "PNG:prompt", "please print"),
        ("png-text", "PNG:prompt", '{"inputs": 3}'),
        ("png-text", "PNG:workflow", '{"steps": ["develop", "crop"]}'),
        ("exif", "IFD0:Model", "prompt: X100"),
        ("exif", "IFD0:ImageDescription", "workflow: raw, then JPEG"),
        ("png-text", "PNG:parameters", "width=3"),
        ("png-text", "PNG:Comment", "Steps: 20"),
        ("jpeg", "File:Comment", "c2pa"),
    ],
)
def test_what_is_ordinary_carries_no_label(kind: str, name: str, value: str) -> None:
    assert labelled(kind, name, value) == []
