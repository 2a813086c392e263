"""Takes the properties out of the RDF of an XMP packet (ISO 16684-1, 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from provenance.metadata.guarded import Unreadable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # a type; defusedxml parses

Pairs = list[tuple[str, str]]
"""Names as ExifTool writes them, with their values; a name comes again for every value."""

TOOLKIT = "XMP-x:XMPToolkit"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_META = "{adobe:ns:meta/}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CONTAINERS = {f"{_RDF}Bag", f"{_RDF}Seq", f"{_RDF}Alt"}
_DEEPEST = 24

_GROUPS = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://ns.adobe.com/xap/1.0/bj/": "xmpBJ",
    "http://ns.adobe.com/xmp/note/": "xmpNote",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://cipa.jp/exif/1.0/": "exifEX",
    "http://ns.adobe.com/exif/1.0/aux/": "aux",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/camera-raw-settings/1.0/": "crs",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "iptcCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "iptcExt",
    "http://ns.useplus.org/ldf/xmp/1.0/": "plus",
    "http://ns.google.com/photos/1.0/panorama/": "GPano",
    "http://ns.microsoft.com/photo/1.0/": "microsoft",
    "http://ns.microsoft.com/photo/1.0": "microsoft",
    "http://ns.adobe.com/hdr-gain-map/1.0/": "hdrgm",
    "http://www.gimp.org/xmp/": "GIMP",
    "http://www.dji.com/drone-dji/1.0/": "drone-dji",
}
"""The groups that ExifTool gives to namespaces; others are named after the namespace's end."""


def properties(root: Element) -> Pairs:
    """Give all properties of a packet, structures flattened (`XMP-xmpMM:HistoryAction`).

    Raises `Unreadable` where there is no RDF, or where it is nested absurdly deep.
    """
    descriptions = [each for rdf in root.iter(f"{_RDF}RDF") for each in rdf]
    if not descriptions and root.find(f".//{_RDF}RDF") is None and root.tag != f"{_RDF}RDF":
        raise Unreadable("the XMP packet holds no RDF")
    toolkit = [(TOOLKIT, root.get(f"{_META}xmptk") or root.get(f"{_META}xaptk", ""))]
    pairs = [pair for each in descriptions for pair in _members(each, "", 0)]
    return [*(toolkit if toolkit[0][1] else ()), *pairs]


def _members(element: Element, outer: str, depth: int) -> Iterator[tuple[str, str]]:
    """Give what a structure holds: properties written as attributes, then as elements."""
    if depth > _DEEPEST:
        raise Unreadable(f"the XMP packet is nested more than {_DEEPEST} deep")
    for key, value in element.attrib.items():
        if _is_property(key):
            yield _named(key, outer), value
    for child in element:
        if isinstance(child.tag, str):
            yield from _property(child, _named(child.tag, outer), depth + 1)


def _property(element: Element, name: str, depth: int) -> Iterator[tuple[str, str]]:
    if depth > _DEEPEST:
        raise Unreadable(f"the XMP packet is nested more than {_DEEPEST} deep")
    children = list(element)
    if len(children) == 1 and children[0].tag in _CONTAINERS:
        for item in children[0]:
            yield from _property(item, name + _language(item), depth + 1)
    elif len(children) == 1 and children[0].tag == f"{_RDF}Description":
        yield from _members(children[0], name, depth)
    elif children or any(_is_property(key) for key in element.attrib):
        yield from _members(element, name, depth)
    else:
        yield name, (element.text or element.get(f"{_RDF}resource") or "").strip()


def _is_property(key: str) -> bool:
    return key.startswith("{") and not key.startswith((_RDF, "{http://www.w3.org/XML/"))


def _language(item: Element) -> str:
    language = item.get(_LANG, "x-default")
    return "" if language == "x-default" else f"-{language[:20]}"


def _named(key: str, outer: str) -> str:
    """Name a property as ExifTool does; a field of a structure continues the structure's name."""
    namespace, _, local = key.removeprefix("{").rpartition("}")
    local = (local[:1].upper() + local[1:])[:80]
    if outer:
        return f"{outer[:200]}{local}"
    words = re.findall(r"[A-Za-z][A-Za-z0-9_-]*", namespace)
    return f"XMP-{_GROUPS.get(namespace) or (words[-1][:40] if words else 'unknown')}:{local}"
