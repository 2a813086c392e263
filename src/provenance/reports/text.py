"""Plain text for a terminal of 80 columns, every string from outside made harmless."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from provenance.model.case import Claim, Coverage
from provenance.model.decision import Decision
from provenance.model.finding import Bearing, Finding
from provenance.model.media import Media
from provenance.model.metadata import Metadata, State
from provenance.model.posting import Failed, Skipped
from provenance.model.report import (
    CheckRun,
    DecisionReport,
    ExtendReport,
    IngestReport,
    LookupReport,
    Part,
    Report,
)
from provenance.reports import sighting_blocks
from provenance.reports.beside_lines import of_embedded, of_hidden, of_links
from provenance.reports.columns import COLUMNS, display_width, fold
from provenance.reports.safe import safe_text
from provenance.reports.timeline import of_lookup, surely
from provenance.reports.travel_text import of_travel
from provenance.reports.wording import (
    BEARINGS,
    bounds,
    counted,
    decided,
    disagreement,
    extent,
    headline,
    holdings,
    outweighed,
    state,
    vouched,
    when,
)

_MARKS = {
    Bearing.CONTRADICTS: "!",
    Bearing.ASKS: "*",
    Bearing.SUPPORTS: "+",
    Bearing.INFORMS: "-",
    Bearing.NOT_CHECKED: "?",
}
_EXAMPLES, _FACTS, _PREVIEWED = 5, 3, 5


class Text:
    """Writes reports for people at a terminal."""

    name = "text"

    def check(self, run: CheckRun) -> str:
        """Give a block for each file, and the tally where not everything is one checked file."""
        parts = [self.item(report) for report in run.reports]
        if len(run.reports) != 1 or run.skipped or run.failed:
            parts.append(self.tally(len(run.reports), run.skipped, run.failed))
        return "\n".join(parts)

    def item(self, item: Report | Skipped | Failed) -> str:
        """Write one input, so that a long scan can print each as it is ready."""
        match item:
            case Report():
                return _joined(_report(item))
            case Skipped():
                return _joined(_reasons("skipped", [item]))
            case Failed():
                return _joined(_reasons("failed", [item]))

    def tally(self, checked: int, skipped: Sequence[Skipped], failed: Sequence[Failed]) -> str:
        """Write how many inputs came to what, with the reason for each that was not checked."""
        counts = f"{checked:,} checked, {len(skipped):,} skipped, {len(failed):,} failed"
        return _joined([counts, *_reasons("skipped", skipped), *_reasons("failed", failed)])

    def lookup(self, report: LookupReport) -> str:
        """Write every known appearance in order of time, with its caption and its sources."""
        return _joined(_lookup(report))

    def ingest(self, report: IngestReport) -> str:
        """Write the counts, every skip grouped by its reason, and every failure."""
        return _joined(_ingest(report))

    def extend(self, report: ExtendReport) -> str:
        """Write the counts, every skip grouped by its reason, and every failure."""
        return _joined(_extend(report))

    def decide(self, report: DecisionReport) -> str:
        """Write the pair, what was decided, and what had been decided before."""
        return _joined(_decision(report))


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _report(report: Report) -> Iterator[str]:
    case = report.case
    yield from _title(
        safe_text(case.examination.location.display), safe_text(str(headline(report)))
    )
    yield from _media(case.examination.media)
    yield from _claim(case.claim)
    yield from _findings(report.findings)
    yield ""
    yield from sighting_blocks.of_check(case)
    if way := [*of_travel(report.travel)]:
        yield from (*way, "")
    yield from of_hidden(case.hidden)
    yield from of_links(case.links)
    yield from _metadata(case.examination.metadata)
    yield from _labelled("looked for", [each.summary for each in report.findings if each.aside])
    yield from _labelled("embedded", of_embedded(case.examination))
    yield from _labelled("not looked at", case.examination.remarks)
    yield from _ground(case.coverage, case.not_searched)


def _title(name: str, words: str) -> list[str]:
    together = f"{name}   {words}"
    if display_width(together) <= COLUMNS:
        return [together]
    return [*fold(name, first=""), *fold(words, "  ")]


def _media(media: Media) -> Iterator[str]:
    yield from _labelled("SHA-256", [media.sha256])
    size = f"{extent(media)}, {media.size_bytes:,} bytes"
    yield from _labelled("file", [f"{media.media_type} {size}"])


def _claim(claim: Claim) -> Iterator[str]:
    yield from _labelled("claimed time", [when(claim.time)] if claim.time else [])
    yield from _labelled("claimed place", [claim.place.name] if claim.place else [])


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    for bearing, heading in BEARINGS:
        borne = [each for each in findings if each.bearing is bearing and not each.aside]
        if borne:
            yield f"  {heading}"
        for finding in borne:
            yield from fold(safe_text(finding.summary), " " * 6, first=f"    {_MARKS[bearing]} ")
            yield from _evidence(finding)


def _evidence(finding: Finding) -> Iterator[str]:
    for fact in finding.evidence[:_FACTS]:
        stated = f"{fact.what}: {fact.value}" + (f" [{fact.source}]" if fact.source else "")
        stated += " (sensitive)" if fact.sensitive else ""
        yield from fold(safe_text(stated), " " * 10, first=" " * 8)
    if len(finding.evidence) > _FACTS:
        rest = counted(len(finding.evidence) - _FACTS, "more fact", "more facts")
        yield f"        … {rest}, all of them with --json or --html"


def _metadata(metadata: Metadata) -> Iterator[str]:
    absent = [block.kind for block in metadata.blocks if block.state is State.ABSENT]
    there = [block for block in metadata.blocks if block.state is not State.ABSENT]
    yield from _labelled("metadata", [f"{block.kind} {state(block)}" for block in there])
    yield from _labelled("metadata", [f"{', '.join(absent)} absent"] if absent else [])
    if metadata.captured:
        zone = metadata.zone.value.replace("-", " ")
        stated = f"{when(metadata.captured)}, zone: {zone} [{metadata.captured_from}]"
        yield from _labelled("captured", [stated])
    if metadata.position:
        position = f"{metadata.position.latitude:.5f}, {metadata.position.longitude:.5f}"
        yield from _labelled("position", [position])
    yield from _labelled("device", [metadata.device])
    yield from _labelled("software", [metadata.software])
    yield from _labelled("metadata not used", metadata.remarks)
    yield from _labelled("differs", map(disagreement, metadata.disagreements))


def _ground(coverage: Coverage, not_searched: Iterable[Skipped]) -> Iterator[str]:
    yield from _labelled("index", [holdings(coverage)])
    yield from _labelled("filled from", [", ".join(coverage.sources)])
    yield from _labelled("not searched", [f"{gap.where}: {gap.reason}" for gap in not_searched])


def _labelled(label: str, texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        if text:
            yield from fold(f"{label}: {safe_text(text)}", "    ", first="  ")


def _reasons(label: str, items: Iterable[Skipped | Failed]) -> Iterator[str]:
    for item in items:
        yield from fold(safe_text(f"{label} {item.where}: {item.reason}"), "    ", first="  ")


def _lookup(report: LookupReport) -> Iterator[str]:
    known = len(surely(of_lookup(report)))
    yield from _title(
        safe_text(report.query), counted(known, "known appearance", "known appearances")
    )
    for media in report.media:
        yield from _media(media)
    yield from sighting_blocks.of_answer(report)
    if way := [*of_travel(report.travel)]:
        yield from ("", *way, "")
    yield from of_hidden(report.hidden, sources=True)
    yield from of_links(report.links, sources=True)
    for decision in report.decisions:
        yield from _decided(decision, report.decisions)
    yield from _ground(report.coverage, report.not_searched)


def _decided(decision: Decision, made: Sequence[Decision]) -> Iterator[str]:
    one, other = (sha256[:16] for sha256 in decision.pair)
    said = f"{one} and {other}: {decided(decision)}{outweighed(decision, made)}"
    yield from fold(safe_text(said), "    ", first="  ")


def _decision(report: DecisionReport) -> Iterator[str]:
    one, other = (f"{each.words} ({each.sha256[:16]})" for each in report.subjects)
    said = f"{decided(report.decision)}{outweighed(report.decision, report.history)}"
    yield from fold(safe_text(f"{one} and {other}"), "    ", first="")
    yield from fold(safe_text(said), "    ", first="  ")
    for earlier in report.history:
        if earlier != report.decision:
            yield from _decided(earlier, report.history)


def _ingest(report: IngestReport) -> Iterator[str]:
    dry = " (dry run: nothing was written)" if report.dry_run else ""
    yield from _title(f"ingest from {safe_text(report.source)}", f"{report.found:,} found{dry}")
    counts = (report.added, report.known, len(report.skipped), len(report.failed))
    for count, what in zip(counts, ("added", "known before", "skipped", "failed"), strict=True):
        yield f"  {count:>9,} {what}"
    if report.without_picture:
        stored = "would be stored" if report.dry_run else "stored"
        yield f"  {report.without_picture:>9,} of those added {stored} without picture"
    if len(report.parts) > 1 or report.dry_run:
        yield from _parts(report.parts)
    yield from _previews(report)
    yield from _skips(report.skipped)
    yield from _reasons("failed", report.failed)


def _parts(parts: Sequence[Part]) -> Iterator[str]:
    """Name what was found of each source, with the first few places."""
    by_source: dict[tuple[str, str], list[str]] = {}
    for part in parts:
        by_source.setdefault((part.source, part.why), []).append(part.path)
    for (source, why), paths in by_source.items():
        yield from fold(safe_text(f"read as {source}: {why}"), "    ", first="  ")
        for path in paths[:_EXAMPLES]:
            yield from fold(safe_text(path), " " * 6)
        if len(paths) > _EXAMPLES:
            yield f"      … and {len(paths) - _EXAMPLES:,} more"


def _previews(report: IngestReport) -> Iterator[str]:
    shown = report.previews[:_PREVIEWED]
    if shown:
        yield f"  would be added, the first {len(shown):,}:"
    for each in shown:
        posting = each.posting
        bare = "" if each.has_file else " (its file is not there)"
        yield from fold(safe_text(f"{each.where}{bare}"), " " * 6, first="    ")
        names = " ".join(part for part in (posting.platform, posting.account) if part)
        yield from fold(safe_text(names), " " * 6) if names else ()
        yield from fold(safe_text(posting.url), " " * 6) if posting.url else ()
        for moment in posting.moments:
            said = f"{vouched(moment)}: {bounds(moment)}, stated as {moment.stated}"
            yield from fold(safe_text(said), " " * 8, first=" " * 6)


def _extend(report: ExtendReport) -> Iterator[str]:
    media = counted(report.found, "picture file lacked", "picture files lacked")
    yield from _title("extend", f"{media} keypoints or embeddings")
    counts = (report.extended, len(report.skipped), len(report.failed))
    for count, what in zip(counts, ("extended", "skipped", "failed"), strict=True):
        yield f"  {count:>9,} {what}"
    if report.relisted:
        yield f"  {report.relisted:>9,} listed anew, under the visual words of this program"
    if report.dropped:
        yield f"  {report.dropped:>9,} dropped before, for they were made by another recipe"
    yield from _skips(report.skipped)
    yield from _reasons("failed", report.failed)


def _skips(skipped: Sequence[Skipped]) -> Iterator[str]:
    counts = Counter(skip.reason for skip in skipped)
    examples: dict[str, list[str]] = {reason: [] for reason in counts}
    for skip in skipped:
        if len(examples[skip.reason]) < _EXAMPLES:
            examples[skip.reason].append(skip.where)
    for reason, count in counts.items():
        yield from fold(safe_text(f"skipped {count:,}: {reason}"), "    ", first="  ")
        for place in examples[reason]:
            yield from fold(safe_text(place), " " * 6)
        if count > _EXAMPLES:
            yield f"      … and {count - _EXAMPLES:,} more"
