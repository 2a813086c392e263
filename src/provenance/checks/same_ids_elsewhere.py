"""Whether files of the index carry the same ids in their metadata (P09)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.facts import SHOWN, collected, name_of, of_the_rest
from provenance.checks.interface import About, informs
from provenance.checks.wording import count
from provenance.model.case import Case, Relative
from provenance.model.finding import Bearing, Evidence, Finding

_OF_ONE_SAVE = {"xmp-instance", "image-id", "fbmd"}


class SameIdsElsewhere:
    """Tells of files that were made from the same one, found by ids and not by pixels."""

    name = "same-ids-elsewhere"
    about = About(
        code="P09",
        says="Files of the index carry the same ids in their metadata, whatever their pixels.",
        bearings=(Bearing.INFORMS,),
        otherwise=(
            "a template hands its ids to every file that is made with it; some programs give the "
            "same id to many files"
        ),
        cannot_tell="whether the pictures show the same",
        source="XMP specification part 2, 2.2; metadata catalogue",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of relatives by the id of a save, or by two ids, or whose pixels match, too."""
        matched = {match.media.sha256 for match in case.matches}
        kin = [each for each in case.relatives if _is_kin(each) or each.media_sha256 in matched]
        if not kin:
            return
        alone = [each for each in kin if each.media_sha256 not in matched]
        summary = (
            f"{count(len(kin), 'file')} of the index {'carries' if len(kin) == 1 else 'carry'} the "
            "same ids in the metadata: made from the same file, or from the same template. "
            f"{len(alone):,} of them {'is' if len(alone) == 1 else 'are'} not among the matches by "
            "pixels: look at them."
        )
        yield informs(self, summary, *_facts(kin), *of_the_rest("relative", len(kin)))


def _is_kin(relative: Relative) -> bool:
    """Tell whether more than one document's id is shared, which templates hand on."""
    kinds = {key.kind for key in relative.shared}
    return bool(kinds & _OF_ONE_SAVE) or len(relative.shared) > 1


def _facts(kin: list[Relative]) -> Iterator[Evidence]:
    for relative in kin[:SHOWN]:
        posted = [name_of(sighting) for sighting in relative.sightings[:1]]
        where = collected(relative.sightings[0]) if relative.sightings else "the index"
        ids = ", ".join(f"{key.kind} {key.value}" for key in relative.shared)
        yield Evidence("relative", f"{''.join(posted)} ({ids})", where)
