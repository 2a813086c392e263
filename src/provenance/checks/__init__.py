"""Checks: pure functions from a case to findings, in the order in which a report shows them."""

from __future__ import annotations

from provenance.checks.address_parameters import AddressParameters
from provenance.checks.agency_fields import AgencyFields
from provenance.checks.altitude_not_on_earth import AltitudeNotOnEarth
from provenance.checks.blocks_of_two_cameras import BlocksOfTwoCameras
from provenance.checks.blocks_twice import BlocksTwice
from provenance.checks.bytes_behind_the_end import BytesBehindTheEnd
from provenance.checks.caption_inside import CaptionInside
from provenance.checks.capture_after_posting import CaptureAfterPosting
from provenance.checks.capture_before_camera import CaptureBeforeCamera
from provenance.checks.capture_before_claimed_event import CaptureBeforeClaimedEvent
from provenance.checks.capture_in_the_future import CaptureInTheFuture
from provenance.checks.clock_against_satellites import ClockAgainstSatellites
from provenance.checks.clock_never_set import ClockNeverSet
from provenance.checks.colour_profile_of_scanner import ColourProfileOfScanner
from provenance.checks.comment_of_program import CommentOfProgram
from provenance.checks.compression_tables import CompressionTables
from provenance.checks.content_credentials_present import ContentCredentialsPresent
from provenance.checks.credentials_against_metadata import CredentialsAgainstMetadata
from provenance.checks.credentials_elsewhere import CredentialsElsewhere
from provenance.checks.credentials_hold import CredentialsHold
from provenance.checks.credentials_say import CredentialsSay
from provenance.checks.credentials_signer import CredentialsSigner
from provenance.checks.cut_short import CutShort
from provenance.checks.dates_of_blocks_disagree import DatesOfBlocksDisagree
from provenance.checks.derived_from import DerivedFrom
from provenance.checks.digital_source_type import DigitalSourceType
from provenance.checks.direction_of_view import DirectionOfView
from provenance.checks.earlier_appearance import EarlierAppearance
from provenance.checks.editing_software import EditingSoftware
from provenance.checks.embedded_match import EmbeddedMatch
from provenance.checks.embedded_picture import EmbeddedPicture
from provenance.checks.facebook_mark import FacebookMark
from provenance.checks.file_beside import FileBeside
from provenance.checks.generator_name import GeneratorName
from provenance.checks.generator_text import GeneratorText
from provenance.checks.interface import Check
from provenance.checks.iptc_digest import IptcDigest
from provenance.checks.jfif_beside_exif import JfifBesideExif
from provenance.checks.linked_files import LinkedFiles
from provenance.checks.maker_notes_moved import MakerNotesMoved
from provenance.checks.makers_notes_missing import MakersNotesMissing
from provenance.checks.metadata_absent import MetadataAbsent
from provenance.checks.metadata_kept import MetadataKept
from provenance.checks.nearest_place import NearestPlace
from provenance.checks.no_generator_mark import NoGeneratorMark
from provenance.checks.not_found_in_coverage import NotFoundInCoverage
from provenance.checks.offset_against_position import OffsetAgainstPosition
from provenance.checks.orientation_kept import OrientationKept
from provenance.checks.owner_and_serial import OwnerAndSerial
from provenance.checks.paired_file import PairedFile
from provenance.checks.pasted_from_documents import PastedFromDocuments
from provenance.checks.place_names_disagree import PlaceNamesDisagree
from provenance.checks.position_against_claimed_place import PositionAgainstClaimedPlace
from provenance.checks.position_rounded import PositionRounded
from provenance.checks.position_unusable import PositionUnusable
from provenance.checks.progressive_from_camera import ProgressiveFromCamera
from provenance.checks.raw_crop import RawCrop
from provenance.checks.readers_disagree import ReadersDisagree
from provenance.checks.same_day_ambiguous import SameDayAmbiguous
from provenance.checks.saved_after_capture import SavedAfterCapture
from provenance.checks.saved_before_capture import SavedBeforeCapture
from provenance.checks.screenshot import Screenshot
from provenance.checks.second_pictures import SecondPictures
from provenance.checks.size_against_stated import SizeAgainstStated
from provenance.checks.size_of_platform import SizeOfPlatform
from provenance.checks.size_of_screen import SizeOfScreen
from provenance.checks.sun_at_capture import SunAtCapture
from provenance.checks.sun_at_claim import SunAtClaim
from provenance.checks.surroundings import surroundings
from provenance.checks.text_in_pixels import TextInPixels
from provenance.checks.thumbnails_disagree import ThumbnailsDisagree
from provenance.checks.time_in_name import TimeInName
from provenance.checks.tiny_profile import TinyProfile
from provenance.checks.traces_of_programs import TracesOfPrograms
from provenance.checks.track_dates_apart import TrackDatesApart
from provenance.checks.type_against_name import TypeAgainstName
from provenance.checks.video_boxes import VideoBoxes
from provenance.checks.video_date_zero import VideoDateZero
from provenance.checks.video_dates_apart import VideoDatesApart
from provenance.checks.video_position import VideoPosition
from provenance.checks.video_size import VideoSize
from provenance.checks.video_written_by import VideoWrittenBy
from provenance.checks.weak_fix import WeakFix
from provenance.checks.xmp_history import XmpHistory
from provenance.model.case import Case
from provenance.model.finding import Finding

__all__ = ["CHECKS", "run_checks", "surroundings"]

CHECKS: tuple[Check, ...] = (
    EarlierAppearance(),
    SameDayAmbiguous(),
    CaptureAfterPosting(),
    CaptureBeforeClaimedEvent(),
    CaptureInTheFuture(),
    CaptureBeforeCamera(),
    SavedBeforeCapture(),
    DatesOfBlocksDisagree(),
    ClockAgainstSatellites(),
    OffsetAgainstPosition(),
    ClockNeverSet(),
    SavedAfterCapture(),
    TimeInName(),
    AddressParameters(),
    MetadataKept(),
    PositionAgainstClaimedPlace(),
    PlaceNamesDisagree(),
    NearestPlace(),
    PositionUnusable(),
    PositionRounded(),
    WeakFix(),
    AltitudeNotOnEarth(),
    DirectionOfView(),
    SunAtClaim(),
    SunAtCapture(),
    DigitalSourceType(),
    GeneratorText(),
    TextInPixels(),
    GeneratorName(),
    NoGeneratorMark(),
    ContentCredentialsPresent(),
    CredentialsHold(),
    CredentialsSigner(),
    CredentialsSay(),
    CredentialsAgainstMetadata(),
    CredentialsElsewhere(),
    FacebookMark(),
    TinyProfile(),
    SizeOfPlatform(),
    SizeOfScreen(),
    Screenshot(),
    TypeAgainstName(),
    EditingSoftware(),
    XmpHistory(),
    EmbeddedPicture(),
    ThumbnailsDisagree(),
    EmbeddedMatch(),
    LinkedFiles(),
    DerivedFrom(),
    PastedFromDocuments(),
    RawCrop(),
    SizeAgainstStated(),
    OrientationKept(),
    BlocksOfTwoCameras(),
    CompressionTables(),
    ProgressiveFromCamera(),
    JfifBesideExif(),
    MakersNotesMissing(),
    MakerNotesMoved(),
    TracesOfPrograms(),
    IptcDigest(),
    ColourProfileOfScanner(),
    CommentOfProgram(),
    BytesBehindTheEnd(),
    BlocksTwice(),
    ReadersDisagree(),
    CutShort(),
    VideoWrittenBy(),
    VideoDatesApart(),
    VideoDateZero(),
    VideoPosition(),
    VideoBoxes(),
    VideoSize(),
    TrackDatesApart(),
    CaptionInside(),
    AgencyFields(),
    OwnerAndSerial(),
    PairedFile(),
    SecondPictures(),
    FileBeside(),
    MetadataAbsent(),
    NotFoundInCoverage(),
)


def run_checks(case: Case) -> tuple[Finding, ...]:
    """Run every check on a case and give their findings in the order of `CHECKS`."""
    return tuple(finding for check in CHECKS for finding in check.run(case))
