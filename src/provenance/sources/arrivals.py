"""Notices what arrives in a folder, and waits until it is whole; the one door to watchdog."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue

from provenance.errors import MediaNotFound
from provenance.model.media import Location
from provenance.model.posting import Attachment, Failed, Posting, Skipped
from provenance.sources.folder import Folder

SETTLED_S = 1.0
"""Seconds for which size and time of a file must stand still before it counts as whole."""

UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".opdownload", ".tmp")
"""Names under which programs write what is not whole yet; they rename it in the end."""

_LOOK_EVERY_S = 0.25

State = tuple[int, int]
Entry = Attachment | Skipped | Failed


class Settling:
    """Files that were noticed and are not handed on yet. `look` gives size and time of a file."""

    def __init__(self, look: Callable[[str], State | None]) -> None:
        self._look = look
        self._waiting: dict[str, tuple[State | None, float]] = {}
        self._done: dict[str, State | None] = {}
        self._unfinished: set[str] = set()

    @property
    def waiting(self) -> tuple[str, ...]:
        """Name what is still being written."""
        left = {path for path in self._unfinished if self._look(path) is not None}
        return tuple(sorted(left | self._waiting.keys()))

    def noticed(self, path: str, now: float) -> None:
        """Take note of a file at which something happened; `now` is in seconds."""
        if path.lower().endswith(UNFINISHED):
            self._unfinished.add(path)
        else:
            self._waiting.setdefault(path, (None, now))

    def done(self, path: str) -> None:
        """Pass by a file as it is now."""
        self._done[path] = self._look(path)

    def settled(self, now: float) -> list[str]:
        """Give what stood still long enough, each once as long as it does not change."""
        ready = []
        for path, (before, since) in sorted(self._waiting.items()):
            state = self._look(path)
            if state is None or state == self._done.get(path):
                del self._waiting[path]
            elif state != before:
                self._waiting[path] = (state, now)
            elif now - since >= SETTLED_S:
                del self._waiting[path]
                self._done[path] = state
                ready.append(path)
        return ready


class Arrivals:
    """What arrives below a folder. `standing` is what lay there when the watch began."""

    def __init__(self, folder: Path, noticed: SimpleQueue[str]) -> None:
        self._noticed = noticed
        self._settling = Settling(_look)
        self.standing: tuple[Entry, ...] = tuple(Folder().attachments(folder, Posting()))
        for entry in self.standing:
            if isinstance(entry, Attachment) and entry.location:
                self._settling.done(entry.location.path)

    def __iter__(self) -> Iterator[Entry]:
        """Give each file when it is whole; ends never."""
        while True:
            for path in self._noticed_until(time.monotonic() + _LOOK_EVERY_S):
                self._settling.noticed(path, time.monotonic())
            for path in self._settling.settled(time.monotonic()):
                yield from Folder().attachments(Path(path), Posting())

    def unfinished(self) -> Iterator[Skipped]:
        """Account for what was still being written."""
        for path in self._settling.waiting:
            yield Skipped(Location(path).display, "was still being written when the watch ended")

    def _noticed_until(self, end: float) -> Iterator[str]:
        while (left := end - time.monotonic()) > 0:
            try:
                yield from _files(self._noticed.get(timeout=left))
            except Empty:
                return


@contextmanager
def arrivals(folder: Path) -> Iterator[Arrivals]:
    """Watch a folder and all below it. Raises `MediaNotFound` where there is none."""
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers import Observer

    if not folder.is_dir():
        shown = Location(os.fspath(folder)).display
        raise MediaNotFound(f"{shown}: is no folder that is there; name a folder to watch")
    noticed: SimpleQueue[str] = SimpleQueue()

    class Handler(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            for path in (event.src_path, event.dest_path):
                if path and event.event_type in {"created", "modified", "moved", "closed"}:
                    noticed.put(os.fsdecode(path))

    observer = Observer()
    observer.schedule(Handler(), os.fspath(folder), recursive=True)
    observer.start()
    try:
        # Listed after the watch began, so that nothing can arrive between the two.
        yield Arrivals(folder, noticed)
    finally:
        observer.stop()
        observer.join()


def _files(path: str) -> Iterable[str]:
    """Give the file, or all files of a folder that was moved here as a whole."""
    at = Path(path)
    if at.is_symlink() or not at.is_dir():
        return (path,)
    return (str(Path(root, name)) for root, _, names in os.walk(path) for name in names)


def _look(path: str) -> State | None:
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return None
    return None if stat.S_ISDIR(found.st_mode) else (found.st_size, found.st_mtime_ns)
