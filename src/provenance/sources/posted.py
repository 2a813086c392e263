"""What a parser makes of one posting, and how it is handed on: with its files, or without."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from provenance.model.posting import Attachment, Failed, JoinKey, Posting, Skipped
from provenance.sources.stated import filled
from provenance.sources.trees import Tree, is_plain, leads_out, parts_of

NO_PICTURE = "no picture or video in this posting"


@dataclass(frozen=True, slots=True)
class File:
    """A file of a posting: the names that it may have beside the export, and what names it."""

    names: tuple[str, ...] = ()
    keys: tuple[JoinKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Posted:
    """A posting with its files; `what` names it inside its export."""

    posting: Posting
    files: tuple[File, ...] = ()
    what: str = ""


def attempted(what: str, make: Callable[[], Posted]) -> Posted | Failed:
    """Make one of several postings, so that one that cannot be understood loses no other."""
    try:
        return make()
    except (ValueError, RecursionError) as error:
        return Failed(what, f"it cannot be understood: {error}")


def of_link(url: str, *names: str) -> File:
    """Make a file of the link to it, on a platform that never changes what lies at a link."""
    link = url.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]
    keys = (JoinKey("media-url", link),) if "://" in link else ()
    return File((*names, link.rpartition("/")[2]), keys)


def handed_on(
    posted: Posted, tree: Tree, beside: str, stated: Posting
) -> Iterator[Attachment | Skipped]:
    """Give an attachment for each file; it has a location where one of its names is found.

    `beside` is the name of the document that describes them.
    """
    folder, document = _split(beside)
    where = f"{document} {posted.what}".rstrip()
    if not posted.files:
        yield Skipped(where, NO_PICTURE)
    posting = filled(posted.posting, stated)
    for file in posted.files:
        name = next(_found(file.names, tree, folder), None)
        location = None if name is None else tree.location(name)
        yield Attachment(posting, location, where, file.keys)


@lru_cache(maxsize=64)
def _split(beside: str) -> tuple[str, str]:
    """Give the folder of a document, as what its neighbours' names begin with, and its name."""
    path = PurePosixPath(beside)
    folder = path.parent.as_posix()
    return ("" if folder == "." else f"{folder.rstrip('/')}/"), path.name


def _found(names: Iterable[str], tree: Tree, folder: str) -> Iterator[str]:
    for name in names:
        if is_plain(name):
            path = folder + name
        elif leads_out(name):
            continue
        else:
            path = folder + "/".join(parts_of(name))
        if tree.holds(path):
            yield path
