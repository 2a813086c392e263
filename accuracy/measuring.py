"""One run: fill an index, ask everything, gather the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from accuracy.asking import Asker, filled, pictures_beside
from accuracy.attacks import attack_named
from accuracy.attacks.interface import Attack
from accuracy.choosing import Corpus, of_each_set, shuffled
from accuracy.memes import Memes, two_texts
from accuracy.options import Options
from accuracy.pictures import Mark, Picture
from accuracy.scoring import Answer
from provenance import Settings, open_index

_AS_POSTED = "wa1600"
"""What is done to the pictures of a set before they are asked for, as to most that come in."""


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds to index a picture and to check one, and bytes of index for a picture."""

    ingest_s: float
    check_s: float
    size: float


@dataclass(frozen=True, slots=True)
class Measured:
    """All answers of a run. `refused` says which pictures could not be indexed, and why."""

    by_attack: tuple[tuple[Attack, tuple[Answer, ...]], ...]
    unseen: tuple[Answer, ...]
    unseen_edited: tuple[Answer, ...]
    sets: tuple[Answer, ...]
    memes: Memes
    indexed: dict[str, Picture]
    refused: tuple[str, ...]
    cost: Cost

    def answers(self) -> list[Answer]:
        """Give all answers that came from the large index."""
        edited = [answer for _, answers in self.by_attack for answer in answers]
        return [*edited, *self.unseen, *self.unseen_edited, *self.sets]


def measured(options: Options, corpus: Corpus, say: Callable[[str], None]) -> Measured:
    """Run everything; `say` is told how far it is."""
    settings = Settings()
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        place = folder / "index" / "accuracy.db"
        place.parent.mkdir()
        with open_index(place, create=True, settings=settings) as index:
            say(f"indexing {len(corpus.indexed)} pictures")
            filling = filled(index, (each.path for each in corpus.indexed), folder)
            asker = Asker(index, pictures_beside(corpus.beside), options.seed, options.keep)
            by_attack = tuple(_each_attack(options, corpus, asker, say))
            say(f"checking {len(corpus.unseen)} unseen pictures, as they are and edited")
            unseen = tuple(asker.unedited(corpus.unseen))
            unseen_edited = tuple(_unseen_edited(options, corpus, asker))
            say("checking pictures of marked sets")
            sets = tuple(asker.edited(attack_named(_AS_POSTED), _sets(options, corpus), "sets"))
        size = sum(each.stat().st_size for each in place.parent.iterdir())
    say("checking memes")
    memes = two_texts(_templates(options, corpus), settings)
    indexed = {each.sha256: each for each in corpus.indexed}
    cost = Cost(filling.each_s, asker.clock.each, size / max(1, filling.added))
    return Measured(by_attack, unseen, unseen_edited, sets, memes, indexed, filling.refused, cost)


def _each_attack(
    options: Options, corpus: Corpus, asker: Asker, say: Callable[[str], None]
) -> Iterator[tuple[Attack, tuple[Answer, ...]]]:
    for attack in options.attacks:
        mixed = shuffled(corpus.edited, f"{options.seed} {attack.name}")
        say(f"checking {attack.name}")
        yield attack, tuple(asker.edited(attack, mixed[: options.originals], "indexed"))


def _unseen_edited(options: Options, corpus: Corpus, asker: Asker) -> Iterator[Answer]:
    """Give every unseen picture one attack, all attacks by turns."""
    mixed, count = shuffled(corpus.unseen, f"{options.seed} unseen"), len(options.attacks)
    for number, attack in enumerate(options.attacks):
        if own := mixed[number::count]:
            yield from asker.edited(attack, own, "unseen")


def _sets(options: Options, corpus: Corpus) -> list[Picture]:
    """Choose the pictures of marked sets, indexed or not, that are asked for."""
    everything = sorted((*corpus.indexed, *corpus.unseen), key=lambda each: each.name)
    scenes = of_each_set(everything, options.of_a_set, Mark.SCENE)
    return [*scenes, *of_each_set(everything, options.of_a_set, Mark.TEMPLATE)]


def _templates(options: Options, corpus: Corpus) -> list[Picture]:
    """Choose the templates for memes: those of marked sets, or else any photographs."""
    everything = sorted((*corpus.indexed, *corpus.unseen), key=lambda each: each.name)
    marked = of_each_set(everything, options.of_a_set, Mark.TEMPLATE)
    return marked or shuffled(corpus.edited, f"{options.seed} memes")[: options.originals]
