"""Each step of a short play fails once, or from it on all do: nothing is lost unseen."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from scr_sim import load
from scr_sim.debriefs import Reflection
from scr_sim.scenario import LoadedScenario
from scr_sim.services import Records, Session
from scr_sim.store.database import NAME
from tests.app_driver import SMALL
from tests.store import faults
from tests.store.faults import Faults
from tests.store.places import quick_folder

FOR_EVER = 100_000
CITED = "show-tray@says-sent,tray-empty"
Kept = dict[str, tuple[str, ...]]


@pytest.fixture
def home() -> Iterator[Path]:
    with quick_folder() as folder:
        yield folder / "home"


@cache
def scenario() -> LoadedScenario:
    return load(SMALL)


@dataclass
class Sitting:
    """A short play with everything that is ever written, and what has been done of it so far."""

    home: Path
    store: Records
    told: list[str] = field(default_factory=list)
    plays: Kept = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    reasons_on: bool = False

    def run(self) -> None:
        """Do it, and look after each step whether what is shown as kept is kept."""
        self.store.listen(self.told.append)
        first = self._begin()
        self._take(first, "?ring-office", "to be sure")
        self._take(first, CITED, "the tray is empty")
        self.store.reflect(first.id, Reflection(1, 0, "sooner"))
        self.answers[first.id] = "sooner"
        self._check()
        self.store.settings.reasons = True
        self.reasons_on = True
        self._check()
        second = first.go_back(1)
        self.plays[second.id] = self.plays[first.id][:1]
        self.reasons[second.id] = "to be sure"
        self._check()
        self._take(second, "accept-account")
        resumed = self.store.resume(first.id, scenario()).session
        self._take(resumed, "accept", "enough")
        third = self._begin()
        self._take(third, "?ring-office")
        self.store.delete(third.id)
        del self.plays[third.id]
        self._check()

    def _begin(self) -> Session:
        kept = self.store.begin(scenario(), SMALL)
        self.plays[kept.id] = ()
        self._check()
        return kept

    def _take(self, kept: Session, action: str, reason: str = "") -> None:
        kept.take(action, reason)
        self.plays[kept.id] += (action,)
        if reason:
            self.reasons[kept.id] = reason
        self._check()

    def _check(self) -> None:
        """What is shown is all there; it is on disk as well, or it was told that it is not."""
        shown = {r.id: tuple(a.word for a in r.actions) for r in self.store.plays()}
        assert shown == self.plays
        assert self.store.settings.reasons is self.reasons_on
        if self.store.trouble:
            assert self.told
            assert self._on_disk_is_a_beginning()
        else:
            self.check_disk()

    def check_disk(self) -> None:
        """Everything that was done is in the file."""
        kept, reasons, answers = on_disk(self.home)
        assert kept == self.plays
        assert {play: said for play, said in self.reasons.items() if play in kept} == reasons
        assert answers == self.answers

    def _on_disk_is_a_beginning(self) -> bool:
        kept, _, _ = on_disk(self.home)
        done = self.plays
        return all(
            done[play][: len(words)] == words for play, words in kept.items() if play in done
        )


def on_disk(home: Path) -> tuple[Kept, dict[str, str], dict[str, str]]:
    """Return what the file has, read by other means: actions, last reasons, answers."""
    if not (home / NAME).exists():
        return {}, {}, {}
    connection = sqlite3.connect(home / NAME)
    try:
        kept: Kept = {play: () for (play,) in connection.execute("SELECT id FROM plays")}
        reasons = {}
        for play, word, reason in connection.execute(
            "SELECT play, word, reason FROM actions ORDER BY play, place"
        ):
            kept[play] += (word,)
            if reason:
                reasons[play] = reason
        answers = dict(connection.execute("SELECT play, text FROM reflections"))
    except sqlite3.OperationalError:  # not made yet
        return {}, {}, {}
    finally:
        connection.close()
    return kept, reasons, answers


def played(home: Path) -> Sitting:
    for path in home.iterdir() if home.exists() else ():
        path.unlink()
    sitting = Sitting(home, Records.open(home))
    sitting.run()
    return sitting


def everything(_: str) -> bool:
    return True


def commits(statement: str) -> bool:
    return statement == "COMMIT"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "count", "after", "matching"),
    [
        (faults.DISK, 1, False, everything),
        (faults.FULL, FOR_EVER, False, everything),
        (faults.FULL, 3, False, faults.writes),
        (faults.LOCKED, 4, False, everything),
        (faults.DISK, 1, True, commits),
        (faults.DISK, FOR_EVER, True, commits),
        (faults.DAMAGED, 1, False, everything),
    ],
    ids=["once", "full", "full-writes", "locked", "answer-lost", "answers-lost", "damaged"],
)
def test_every_step_fails_and_nothing_is_lost_unseen(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: int,
    count: int,
    after: bool,
    matching: Callable[[str], bool],
) -> None:
    dry = Faults(matching=matching)
    with monkeypatch.context() as patched:
        faults.put_in(patched, dry)
        whole = played(home)
        assert whole.told == []
        whole.store.close()
        whole.check_disk()
    assert dry.steps > 10
    for first in range(1, dry.steps + 1):
        broken = Faults(code, first, count, after, matching)
        with monkeypatch.context() as patched:
            faults.put_in(patched, broken)
            sitting = played(home)
            if count == FOR_EVER:
                assert sitting.store.trouble
            broken.count = 0  # the disk is well again, the lock has ended, there is room
            sitting.store.catch_up()
            if not sitting.store.trouble:
                sitting.check_disk()
            else:
                assert sitting.told
            sitting.store.close()
        again = Records.open(home)
        assert again.trouble == ""
        if code != faults.DAMAGED:
            sitting.check_disk()
        again.plays()
        assert again.unreadable == ""
        again.close()
