"""Every plug-in that lies in a folder is registered, under a name of its own that stays."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from provenance.checks import CHECKS
from provenance.cli.main import COMMANDS
from provenance.identifiers import IDENTIFIERS
from provenance.index import ENGINES
from provenance.metadata import PARSERS
from provenance.reports import FORMATS
from provenance.signals import SIGNALS
from provenance.sources import SOURCES

SOURCE = Path(__file__).parents[1] / "src" / "provenance"

REGISTRIES = {
    "signals": SIGNALS,
    "metadata": PARSERS,
    "identifiers": IDENTIFIERS,
    "sources": SOURCES,
    "checks": CHECKS,
    "reports": FORMATS,
    "index": ENGINES,
}

NO_PLUGINS = {
    "signals": {
        "exchanged": "reads the hashes that other tools write",
        "sscd": "embeds pictures, with weights that the user brings",
        "vpdq": "reads and writes the hashes of a video as vPDQ",
        "projection": "reduces the picture once for all signals",
        "blocks": "cuts a page at its bands of one colour for `regions`",
        "lines": "looks at rows and columns for `regions`",
        "regions": "finds the parts of a picture that are hashed by themselves",
        "seams": "finds where pictures meet for `regions`",
        "straighten": "turns back a picture with empty corners before it is reduced",
    },
    "metadata": {
        "boxes": "walks the boxes of a video",
        "exif_directories": "drives exifread for `exif`",
        "ebml": "walks the elements of Matroska",
        "sidecars": "reads files beside a picture, not its segments",
        "video_facts": "reads the facts of a video",
        "capture": "reads the capture time from tags of EXIF",
        "credentials": "verifies Content Credentials from the whole file, not from segments",
        "contradictions": "knows where blocks contradict one another",
        "elsewhere": "reads time and position from tags of XMP and IPTC",
        "second_reader": "reads the core tags of EXIF once more",
        "tiff_walk": "walks the directories of a TIFF for several readers",
        "place": "reads the position from tags of all parsers",
        "facts": "gathers the facts from the blocks of all parsers",
        "embedded": "takes pictures out of the metadata, not decoded",
        "file_keys": "takes out the names by which a file can be met again",
        "jumbf": "walks the boxes of C2PA manifests for `c2pa`, `embedded` and `file_keys`",
        "verified": "tells apart what a verifier says of the bytes and of the signer",
        "exiftool_names": "knows how ExifTool calls tags of EXIF",
        "jpeg_tables": "names the quality of a JPEG for `jpeg`",
        "exiftool_values": "knows how ExifTool writes the same value",
        "second_opinion": "lays what ExifTool reads beside what we read",
        "photoshop_walk": "walks image resources for `photoshop`, `iptc` and `embedded`",
        "png_profiles": "reads the profiles in the text of a PNG",
        "trailer": "knows what lies behind the end of a picture",
        "user_comment": "decodes the comment in EXIF for `exif`",
        "guarded": "keeps what goes wrong in a block inside it",
        "jpeg_walk": "walks the segments of a JPEG for several parsers",
        "rdf": "takes the properties out of an XMP packet for `xmp`",
        "sensitive": "knows which tags can lead to a person",
        "values": "bounds the values that several parsers show",
    },
    "identifiers": {
        "answers": "puts together what every kind answers",
        "digits": "reads numbers in other digits than ten",
        "names": "reads the names of files for several kinds",
        "subject": "takes apart the words that were asked about",
    },
    "sources": {
        "asked": "finds the picture that a search engine was asked about",
        "arrivals": "notices what arrives in a folder",
        "auto_archiver_page": "takes apart a page for `auto-archiver`",
        "cut_zip": "finds what is left of a ZIP archive that was cut off",
        "fields": "takes fields out of JSON",
        "foreign": "knows by name what no source reads",
        "json_source": "is what the sources share that read documents",
        "noting": "notes what a source hands on of a ZIP archive",
        "on_disk": "says what lies at a path",
        "python_words": "reads values as Python shows them for `auto-archiver`",
        "tables": "streams the rows of a table for several sources",
        "telegram_page": "takes the messages out of a page for `telegram-html`",
        "warc_records": "streams records for `warc`, and says where they break off",
        "warc_parts": "which part of a file a record holds",
        "visual": "what shows a picture or video",
        "passed_on": "reads which posting another one passes on",
        "posted": "hands on a posting with its files",
        "records": "streams the values of a JSON document",
        "times": "reads the times of exports",
        "trees": "opens the files of a folder or a ZIP archive",
        "tweets": "reads a post of X for several sources",
        "stated": "fills what a source leaves open",
        "telegram_export": "walks the export for the source `telegram`",
        "json_reading": "streams JSON value by value",
        "telegram_posting": "reads one message for the source `telegram`",
    },
    "checks": {
        "chains": "follows who passes on whom, for every report",
        "travelled": "tells how a picture travelled, for every report",
        "distance": "measures on the globe",
        "file_name": "knows the name of the file that was checked",
        "numbers": "reads the numbers in tags for several checks",
        "releases": "knows when cameras came out for `capture-before-camera`",
        "stated_time": "reads the times in tags for several checks",
        "sun": "computes where the sun stood",
        "surroundings": "looks up places and zones before the checks run",
        "tags": "finds tags for several checks",
        "earliest": "reasons about time for several checks",
        "facts": "writes evidence for several checks",
        "gazetteer": "knows places by name",
        "place_names": "compares names of places",
        "wording": "phrases what several checks say",
    },
    "reports": {
        "beside": "is what stands beside the matches: embedded pictures and links",
        "beside_lines": "writes that for the terminal",
        "chart": "draws the timeline of the HTML page",
        "columns": "folds lines for the terminal",
        "comparison_page": "writes the page of `compare`",
        "comparisons": "writes what `compare` says, as text and as JSON",
        "document": "is the JSON document that two formats write",
        "facts": "is the parts of that document",
        "hidden_words": "words for matches of embedded pictures",
        "page": "is the page that the HTML format fills",
        "told": "writes what `metadata` says, as text and as JSON",
        "readings": "writes what `when` says, as text and as JSON",
        "safe": "makes strange text harmless",
        "sighting_blocks": "heads the tables of sightings for the terminal",
        "sighting_lines": "is the table of sightings for the terminal",
        "timeline": "puts sightings in order of time",
        "travel_facts": "is how a picture travelled in that document",
        "travel_text": "is how a picture travelled for the terminal",
        "travel_words": "phrases how a picture travelled",
        "match_words": "phrases what several formats say of matches",
        "wording": "phrases what several formats say",
        "moments": "words for moments of a video",
        "strip_lines": "draws a video as a line of text, with what matches filled",
        "clip_words": "phrases what `compare` says of time",
    },
    "index": {
        "bare": "finds postings without their file for the engine `sqlite`",
        "blocks": "packs hashes for the engine `sqlite`",
        "care": "verifies and copies for the engine `sqlite`",
        "changes": "tells the engine `sqlite` whether the index was written to",
        "columns": "keeps hashes in memory for the engine `sqlite`",
        "lengths": "counts word lists for the engine `sqlite`",
        "decisions": "keeps what reviewers decided for the engine `sqlite`",
        "connection": "opens the file for the engine `sqlite`",
        "embeddings": "keeps embeddings and finds the nearest for the engine `sqlite`",
        "extending": "adds keypoints later for the engine `sqlite`",
        "file_keys": "keeps the names in metadata for the engine `sqlite`",
        "join_keys": "keeps what postings share without a file for the engine `sqlite`",
        "mentions": "writes postings without their file for the engine `sqlite`",
        "moment_rows": "makes rows of moments for the engine `sqlite`",
        "keypoints": "keeps keypoints and finds candidates for the engine `sqlite`",
        "origins": "keeps what postings pass on for the engine `sqlite`",
        "timed": "reads the moments of postings for the engine `sqlite`",
        "proofs": "holds word lists to keypoints for the engine `sqlite`",
        "marks": "is what stands in the word lists of the engine `sqlite`",
        "votes": "counts votes for the engine `sqlite`",
        "vocabulary": "knows the visual words",
        "word_lists": "keeps the lists of the engine `sqlite`",
        "budget": "bounds what the engine `sqlite` reads",
        "hits": "compares a query with the lists of the engine `sqlite`",
        "nearest": "searches for the engine `sqlite`",
        "reading": "reads rows for the engine `sqlite`",
        "schema": "is the schema of the engine `sqlite`",
        "subjects": "finds what words name for the engine `sqlite`",
        "writing": "writes rows for the engine `sqlite`",
    },
}
"""Files of a plug-in folder that are no plug-ins, each with what it is."""


def name_of(plugin: object) -> str:
    """Give the name of a plug-in; a parser is known by the kind of block that it reads."""
    return getattr(plugin, "name", None) or plugin.kind  # type: ignore[attr-defined]


def module_of(plugin: object) -> str:
    """Give the module of a plug-in, registered as an instance or as a class."""
    kind = plugin if isinstance(plugin, type) else type(plugin)
    return kind.__module__


@pytest.mark.parametrize("room", REGISTRIES)
def test_a_registry_is_not_empty(room: str):
    assert len(REGISTRIES[room]) > 0


@pytest.mark.parametrize("room", REGISTRIES)
def test_every_file_of_a_room_is_registered_or_said_to_be_something_else(room: str):
    registered = {module_of(each).rpartition(".")[2] for each in REGISTRIES[room]}
    files = {path.stem for path in (SOURCE / room).glob("*.py")} - {"__init__", "interface"}
    assert files == registered | NO_PLUGINS[room].keys()
    assert registered & NO_PLUGINS[room].keys() == set()


@pytest.mark.parametrize("room", REGISTRIES)
def test_a_room_says_what_its_plugins_must_offer(room: str):
    assert import_module(f"provenance.{room}.interface").__doc__


@pytest.mark.parametrize("room", REGISTRIES)
def test_no_two_plugins_of_a_room_have_one_name(room: str):
    names = [name_of(each) for each in REGISTRIES[room]]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("room", REGISTRIES)
def test_names_are_kebab_case(room: str):
    for each in REGISTRIES[room]:
        assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name_of(each))


@pytest.mark.parametrize("room", REGISTRIES)
def test_a_plugin_is_one_class_in_one_file_of_its_room(room: str):
    modules = [module_of(each) for each in REGISTRIES[room]]
    assert len(set(modules)) == len(modules)
    assert all(module.startswith(f"provenance.{room}.") for module in modules)


@pytest.mark.parametrize("room", REGISTRIES)
def test_a_plugin_is_called_as_its_file_is(room: str):
    for each in REGISTRIES[room]:
        kind = each if isinstance(each, type) else type(each)
        stem = module_of(each).rpartition(".")[2]
        assert kind.__name__.lower() == stem.replace("_", "")


@pytest.mark.parametrize("room", REGISTRIES)
def test_a_plugin_is_documented(room: str):
    for each in REGISTRIES[room]:
        kind = each if isinstance(each, type) else type(each)
        assert kind.__doc__
        assert import_module(module_of(each)).__doc__


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_lies_in_the_file_of_its_name(name: str):
    assert COMMANDS[name] == f"provenance.cli.{name}"
    assert import_module(COMMANDS[name]).command.name == name


def test_every_file_of_the_command_line_is_a_command_or_shared_by_them():
    shared = {"__init__", "main", "output", "session", "start"}
    files = {path.stem for path in (SOURCE / "cli").glob("*.py")}
    assert files == COMMANDS.keys() | shared
