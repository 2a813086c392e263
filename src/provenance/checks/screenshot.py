"""Whether the file says that it is a screenshot (P07)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.checks.file_name import name_of_file
from provenance.checks.interface import About, informs
from provenance.checks.tags import every, shown
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.metadata import Tag

_MARK = re.compile(
    r"^(screenshot|screen shot|gnome-screenshot|spectacle|flameshot)\b", re.IGNORECASE
)
_NAMES = re.compile(
    r"(screen[ _-]?shots?|screencapture|capture d.[ée]cran|bildschirmfoto|لقطة|скриншот)"
    r"([^a-z]|$)",
    re.IGNORECASE,
)


class Screenshot:
    """Tells that the true file is elsewhere: what was on the screen."""

    name = "screenshot"
    about = About(
        code="P07",
        says="The file says that it is a screenshot, by a tag or by its name.",
        bearings=(Bearing.INFORMS,),
        otherwise="somebody named another picture so",
        cannot_tell="what was on the screen came from where",
        source="Apple and Android practice",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of the tag, else of the name."""
        tags = [tag for tag in every(case.examination.metadata) if _says(tag)]
        name = name_of_file(case.examination.location)
        if tags or _NAMES.match(name):
            summary = (
                "The file says that it is a screenshot: the picture itself is elsewhere. Find what "
                "was on the screen, and ask the source for its link."
            )
            named_so = Evidence("name of the file", name, "the file's name")
            yield informs(self, summary, *(map(shown, tags) if tags else (named_so,)))


def _says(tag: Tag) -> bool:
    where = tag.name.rpartition(":")[2] in {"UserComment", "Software", "Comment", "Description"}
    return where and _MARK.search(tag.value) is not None
