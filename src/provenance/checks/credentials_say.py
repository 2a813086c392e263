"""What the signer of the Content Credentials says (A08)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown, value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

_GENERATED = {
    "trainedAlgorithmicMedia": "made by a generative model",
    "compositeWithTrainedAlgorithmicMedia": "put together with parts made by a generative model",
    "algorithmicMedia": "made by a program without a trained model",
}

_OF_SIGNER = ("signingCredential.", "timeStamp.", "cawg.")


class CredentialsSay:
    """Tells the actions, tools and sources in the manifest: statements of the signer."""

    name = "credentials-say"
    about = About(
        code="A08",
        says="What the signer says was done: actions, tools, parts made by a generative model.",
        bearings=(Bearing.INFORMS,),
        otherwise=(
            "whoever signs can state anything; a changed file still carries the old statements"
        ),
        cannot_tell="whether the statements are true",
        source="C2PA specification 2.2, 18.14 (actions); IPTC digital source type",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of the statements, those about generative models in words."""
        metadata = case.examination.metadata
        if not value(metadata, "Credentials:State"):
            return
        sources = value(metadata, "Credentials:Sources")
        made = [words for term, words in _GENERATED.items() if term in sources.split(", ")]
        about = f" It labels the picture as {' and '.join(made)}." if made else ""
        noted = value(metadata, "Credentials:IngredientFailuresNoted")
        names = ("Tool", "Actions", "Sources", "Ingredients", "IngredientFailuresNoted", "SignedAt")
        broken = [code for code in noted.split(", ") if code and not code.startswith(_OF_SIGNER)]
        if broken:
            about += (
                " The signer noted that a file it was made from had been changed, or was broken."
            )
        facts = named(metadata, *(f"Credentials:{name}" for name in names))
        if facts:
            summary = (
                "The signer of the file's Content Credentials states with which tools the file was "
                f"made and what was done.{about}"
            )
            yield informs(self, summary, *map(shown, facts))
