"""The store: rows of plays, answers and settings, kept as they happen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from scr_sim import paths
from scr_sim.store.arrears import Owed
from scr_sim.store.database import Run
from scr_sim.store.failures import Failure, UnusableError
from scr_sim.store.ledger import Ledger
from scr_sim.store.model import (
    KeptAction,
    KeptAnswer,
    KeptDraft,
    KeptEnding,
    LeftWhy,
    PlayRecord,
    RecordError,
)
from scr_sim.store.rows import (
    PLAYS,
    insert_action,
    insert_play,
    not_moved_on,
    note_ending,
    number,
    put_answer,
    read_actions,
    read_record,
    sure,
    text,
)
from scr_sim.store.settings import Settings
from scr_sim.text.quantities import counted

#: The closing questions belong to no finding.
_CLOSING = 0
#: Where a reason that is being written stands among the answers: no finding has this number. Its
#: question is the place of the decision that it is for, its text the choice's id and a line break
#: before what was written.
_DRAFT = -1


class Store:
    """Everything that is kept. Where it cannot be, ``trouble`` says so and memory stands in."""

    def __init__(self, folder: Path) -> None:
        self._listener: Callable[[str], None] | None = None
        self._untold: list[str] = []
        self._told: set[str] = set()
        self._ledger = Ledger(folder, self._tell)
        #: A sentence on what could not be read when plays were last listed; empty where all was.
        self.unreadable = ""
        #: The ids of plays that could not be read when plays were last listed.
        self.damaged: tuple[str, ...] = ()
        self.settings = Settings(self._read_setting, self._write_setting)

    @classmethod
    def open(cls, folder: Path | None = None) -> Store:
        """Open the store in a folder, or in the user's own.

        Whatever is the matter with the file itself is in ``trouble``. Raises `paths.HomeError`
        where no folder is given and the user's own can be none.
        """
        return cls(folder if folder is not None else paths.home())

    @property
    def trouble(self) -> str:
        """A sentence on why what is played now is not kept; empty where it is."""
        return self._ledger.trouble

    @property
    def why(self) -> str:
        """The same without its beginning: what is the matter with the file, and what to do."""
        return self._ledger.why

    def on_renamed(self, renamed: Callable[[str, str], None]) -> None:
        """Have told which play, by its old id, has which new one: another took its place."""
        self._ledger.on_renamed = renamed

    def listen(self, listener: Callable[[str], None]) -> None:
        """Have each sentence on what befalls the records told to people, those so far as well."""
        self._listener = listener
        untold, self._untold = self._untold, []
        for sentence in untold:
            listener(sentence)

    def catch_up(self) -> bool:
        """Write what could not be written before, if it can be now; return whether all is kept."""
        return self._ledger.catch_up()

    def repair(self) -> Path:
        """Begin a new file with what can be read of a damaged one; return where that one is now.

        Raises `RecordError` where the file is not damaged, or cannot be put aside.
        """
        if self._ledger.failure is not Failure.DAMAGED:
            raise RecordError(self._ledger.why or "The records are not damaged. Nothing was done.")
        try:
            return self._ledger.set_aside()
        except OSError as error:
            raise RecordError(f"The file cannot be put aside: {error.strerror}.") from error
        except UnusableError as error:
            raise RecordError(str(error)) from error

    def close(self) -> None:
        """Close the store; what could not be written before is tried once more."""
        self._ledger.close()

    # -- plays

    def add(self, record: PlayRecord, leaving: tuple[str, LeftWhy] | None = None) -> None:
        """Add a play as it is; the one that is ``leaving`` for it is marked as left, and why."""
        left = leaving[:1] if leaving is not None else ()

        def write(run: Run) -> None:
            insert_play(run, record)
            if leaving is not None:
                _mark_left(run, *leaving)

        self._ledger.write(write, Owed(plays=(record.id, *left)))

    def add_action(
        self, play_id: str, place: int, action: KeptAction, ending: KeptEnding | None
    ) -> None:
        """Put one action on disk, with the ending that it led to, if any.

        Where that fails, go on in memory and say so. Raises `MovedOnError` where the play has moved
        on in another window, so that this is not its next action, or was deleted.
        """

        def write(run: Run) -> None:
            name = self._ledger.name_now(play_id)
            not_moved_on(run, name, place)
            insert_action(run, name, place, action)
            if action.kind == "choice":
                run("DELETE FROM reflections WHERE play = ? AND finding = ?", (name, _DRAFT))
            run("UPDATE plays SET updated = ? WHERE id = ?", (action.at.isoformat(), name))
            if ending is not None:
                note_ending(run, name, ending)

        self._ledger.write(write, Owed(plays=(play_id,)))

    def leave(self, play_id: str, why: LeftWhy) -> None:
        """Mark a play as left and why, so that it is not offered to go on with."""
        self._ledger.write(
            lambda run: _mark_left(run, self._ledger.name_now(play_id), why),
            Owed(plays=(play_id,)),
        )

    def hold(self, play_id: str) -> None:
        """Have a play at hand as it is now, to be gone on with whatever happens to the file."""
        self._ledger.hold(play_id)

    def kept_before(self, play_id: str) -> bool:
        """Return whether the file has the beginning of a play, though it cannot be written now."""
        return self._ledger.has_beginning(play_id)

    def has(self, play_id: str) -> bool:
        """Return whether a play is kept."""
        return bool(self._ledger.rows("SELECT 1 FROM plays WHERE id = ?", (play_id,)))

    def actions(self, play_id: str) -> tuple[KeptAction, ...]:
        """Return the actions of a play. Raises `RecordError` where what is kept is damaged."""
        return read_actions(self._ledger.rows, play_id)

    def plays(self, scenario: str | None = None) -> list[PlayRecord]:
        """Return the kept plays, the one touched last first."""
        where = "WHERE scenario = ?" if scenario is not None else ""
        rows = self._ledger.rows(
            f"{PLAYS}{where} ORDER BY updated DESC, number DESC",
            (scenario,) if scenario is not None else (),
            fresh=True,
        )
        records = [self._readable(row) for row in rows]
        if scenario is None:
            lost = [row[0] for row, record in zip(rows, records, strict=True) if record is None]
            self.damaged = tuple(name for name in lost if isinstance(name, str))
            self._count(len(lost))
        return [record for record in records if record is not None]

    def _count(self, damaged: int) -> None:
        """Say how many plays could not be read."""
        found = self._ledger.salvaged
        count = damaged + found.lost
        self.unreadable = ""
        if not found.whole and not count:
            self.unreadable = "What is kept could not be read, or not all of it."
        elif count:
            more = "" if found.whole else "at least "
            self.unreadable = (
                f"{more}{counted(count, 'kept play')} could not be read, because what is kept of "
                f"{'it' if count == 1 else 'them'} is damaged. The others are not touched by it."
            )
            self.unreadable = self.unreadable[0].upper() + self.unreadable[1:]
        if self.unreadable:
            self._tell(self.unreadable, once=True)

    def record(self, play_id: str) -> PlayRecord:
        """Return one play by its id, or by the beginning of it. Raises `RecordError`."""
        return read_record(self._ledger.rows, self._row(play_id))

    def find(self, play_id: str) -> str:
        """Return a play's whole id from the beginning of it, also where the play is damaged.

        Raises `RecordError` where there is none, or several.
        """
        return str(self._row(play_id)[0])

    def _row(self, play_id: str) -> Sequence[object]:
        rows = self._ledger.rows(
            f"{PLAYS}WHERE substr(id, 1, ?) = ?", (len(play_id), play_id), fresh=True
        )
        if not play_id or not rows:
            if play_id and self._ledger.salvaged.missing:
                raise RecordError(f"The play cannot be read: {self._ledger.why}")
            raise RecordError(
                f"There is no kept play “{play_id[:40]}”. “scr-sim plays” lists them."
            )
        if len(rows) > 1:
            raise RecordError(f"Several plays begin with “{play_id[:40]}”. Type more of the id.")
        return rows[0]

    def latest_unfinished(self) -> PlayRecord | None:
        """Return the play to offer going on with: the last of one's own that did not end."""
        rows = self._ledger.rows(
            f"{PLAYS}WHERE ending IS NULL AND is_left = 0 AND with_room = 0"
            " ORDER BY updated DESC, number DESC",
            fresh=True,
        )
        return next((one for row in rows if (one := self._readable(row)) is not None), None)

    def delete(self, play_id: str) -> None:
        """Delete a play with its reasons and answers, for good."""
        self._ledger.write(
            lambda run: run("DELETE FROM plays WHERE id = ?", (play_id,)), Owed(deleted=play_id)
        )
        self._ledger.checkpoint()

    def delete_all(self) -> None:
        """Delete every play, for good."""
        self._ledger.write(lambda run: run("DELETE FROM plays"), Owed(all_deleted=True))
        self._ledger.checkpoint()

    def endings_seen(self) -> dict[str, set[str]]:
        """Return, for each scenario's id, the endings that one's own plays came to."""
        seen: dict[str, set[str]] = {}
        for scenario, ending in self._ledger.rows(
            "SELECT DISTINCT scenario, ending FROM plays WHERE ending IS NOT NULL AND with_room = 0"
        ):
            if isinstance(scenario, str) and isinstance(ending, str):
                seen.setdefault(scenario, set()).add(ending)
        return seen

    # -- what was written

    def thoughts(self, play_id: str) -> dict[int, tuple[str, int | None]]:
        """Return the reasons and confidence of a play, by the place of the action."""
        found: dict[int, tuple[str, int | None]] = {}
        for place, reason, confidence in self._ledger.rows(
            "SELECT place, reason, confidence FROM actions WHERE play = ?"
            " AND (reason != '' OR confidence IS NOT NULL) ORDER BY place",
            (play_id,),
        ):
            try:
                found[number(place)] = text(reason), sure(confidence)
            except ValueError:
                continue  # the play that it belongs to is told as damaged
        return found

    def answers(self, play_id: str) -> tuple[KeptAnswer, ...]:
        """Return what was written to the review's questions."""
        found: list[KeptAnswer] = []
        damaged = 0
        for finding, question, answer in self._ledger.rows(
            "SELECT finding, question, text FROM reflections WHERE play = ?"
            " AND finding != ? ORDER BY finding, question",
            (play_id, _DRAFT),
        ):
            try:
                found.append(KeptAnswer(number(finding) or None, number(question), text(answer)))
            except ValueError:
                damaged += 1
        if damaged:
            was = "answer is" if damaged == 1 else "answers are"
            self._tell(
                f"{damaged} {was} damaged and could not be read. The others are not touched by it.",
                once=True,
            )
        return tuple(found)

    def answer(self, play_id: str, answer: KeptAnswer, before: str | None = None) -> str:
        """Keep an answer to one of the review's questions; an empty one takes it away.

        ``before`` is the answer that the writer saw; where another one was written in another
        window since, both are kept. Returns what is kept. Raises `MovedOnError` where the play was
        deleted.
        """
        place = (play_id, answer.finding or _CLOSING, answer.question)
        kept = answer.text

        def write(run: Run) -> None:
            nonlocal kept
            kept = put_answer(run, place, kept, before)

        self._ledger.write(write, Owed(answer=place))
        return kept

    def draft(self, play_id: str, place: int) -> KeptDraft:
        """Return the reason that was being written for an action; an empty one where none was."""
        rows = self._ledger.rows(
            "SELECT text FROM reflections WHERE play = ? AND finding = ? AND question = ?",
            (play_id, _DRAFT, place),
        )
        kept = rows[0][0] if rows else ""
        choice, _, written = kept.partition("\n") if isinstance(kept, str) else ("", "", "")
        return KeptDraft(choice, written)

    def keep_draft(self, play_id: str, place: int, draft: KeptDraft) -> None:
        """Keep a reason that is being written, until the action is taken; an empty one goes.

        Raises `MovedOnError` where the play was deleted.
        """
        where = (play_id, _DRAFT, place)
        kept = f"{draft.choice}\n{draft.text}" if draft.text.strip() else ""
        self._ledger.write(lambda run: put_answer(run, where, kept, None), Owed(answer=where))

    # -- the ledger

    def _tell(self, sentence: str, *, once: bool = False) -> None:
        """Tell people now, or as soon as somebody listens."""
        if once and sentence in self._told:
            return
        self._told.add(sentence)
        if self._listener is None:
            self._untold.append(sentence)
        else:
            self._listener(sentence)

    def _readable(self, row: Sequence[object]) -> PlayRecord | None:
        """Return a play, or None where what is kept of it is damaged: the others go on."""
        try:
            return read_record(self._ledger.rows, row)
        except RecordError:
            return None

    def _read_setting(self, name: str) -> str | None:
        rows = self._ledger.rows("SELECT value FROM settings WHERE name = ?", (name,))
        return next((value for (value,) in rows if isinstance(value, str)), None)

    def _write_setting(self, name: str, value: str) -> None:
        self._ledger.write(
            lambda run: run(
                "INSERT INTO settings (name, value) VALUES (?, ?)"
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, value),
            ),
            Owed(setting=name),
        )


def _mark_left(run: Run, play_id: str, why: LeftWhy) -> None:
    run("UPDATE plays SET is_left = 1, left_why = ? WHERE id = ?", (why, play_id))
