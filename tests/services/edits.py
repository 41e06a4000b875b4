"""Kinds of edit that an author makes to a scenario that has been played, and what is to be told.

Each names a piece of what a person is told where the play was unfinished, and where it was
finished; None means that nothing of it differs, and so nothing is told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.app_driver import FILES, SMALL

Data = dict[str, Any]
#: What was played before the edit: an enquiry, a citing that convinced, then a last choice.
UNFINISHED = ("?ring-office", "show-tray@says-sent,tray-empty")
FINISHED = (*UNFINISHED, "accept")
WORDS = "Words that were read have changed"


@dataclass(frozen=True)
class Edit:
    """One kind of edit. ``text`` edits the file's text, ``change`` what it says."""

    name: str
    change: Callable[[Data], object] | None
    unfinished: str | None
    finished: str | None = ""
    text: Callable[[str], str] | None = None
    #: Whether the play goes on in its own record, as nothing of where it stands differs.
    same: bool = False

    @property
    def at_the_end(self) -> str | None:
        """What a finished play is told: the same, where nothing else is named."""
        return self.unfinished if self.finished == "" else self.finished


def write(folder: Path, edit: Edit | None) -> str:
    """Write the small scenario, edited, with its review; return the file's path."""
    text = Path(SMALL).read_text(encoding="utf-8")
    if edit is not None and edit.change is not None:
        data = yaml.load(text, yaml.CSafeLoader)
        edit.change(data)
        text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    if edit is not None and edit.text is not None:
        text = edit.text(text)
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    (folder / "review.yaml").write_bytes((FILES / "small-review.yaml").read_bytes())
    return str(path)


def _at(data: Data, path: str) -> Any:
    found: Any = data
    for key in path.split("/"):
        found = found[int(key) if key.isdecimal() else key]
    return found


def _inside(data: Data, path: str) -> tuple[Any, Any]:
    """Return the mapping or list that a place is in, and its key there."""
    where, _, key = path.rpartition("/")
    inside: Any = _at(data, where) if where else data
    return inside, int(key) if key.isdecimal() else key


def put(path: str, value: Any) -> Callable[[Data], object]:
    """Return an edit that puts a value at a place of the file."""

    def change(data: Data) -> None:
        inside, key = _inside(data, path)
        inside[key] = value

    return change


def drop(path: str) -> Callable[[Data], object]:
    """Return an edit that takes a place of the file away."""

    def change(data: Data) -> None:
        inside, key = _inside(data, path)
        del inside[key]

    return change


def each(*changes: Callable[[Data], object]) -> Callable[[Data], object]:
    """Return an edit that is several."""

    def change(data: Data) -> None:
        for one in changes:
            one(data)

    return change


def swap(path: str, one: str, other: str) -> Callable[[Data], object]:
    """Return an edit that swaps two things of one mapping."""

    def change(data: Data) -> None:
        inside = _at(data, path)
        inside[one], inside[other] = inside[other], inside[one]

    return change


def rename(path: str, old: str, new: str) -> Callable[[Data], object]:
    """Return an edit that gives a key another name, in its place."""

    def change(data: Data) -> None:
        inside = _at(data, path)
        items = [(new if key == old else key, value) for key, value in inside.items()]
        inside.clear()
        inside.update(items)

    return change


def reverse(path: str) -> Callable[[Data], object]:
    """Return an edit that turns a list round."""
    return lambda data: _at(data, path).reverse()


def insert(path: str, value: Any) -> Callable[[Data], object]:
    """Return an edit that puts something first in a list."""
    return lambda data: _at(data, path).insert(0, value)


def replace(old: str, new: str) -> Callable[[str], str]:
    """Return an edit of the file's text."""

    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return change


def _desk_renamed(text: str) -> str:
    return text.replace("  desk:", "  her-desk:").replace("{go: desk}", "{go: her-desk}")


def _gate_renamed(text: str) -> str:
    text = text.replace("  gate:", "  front:").replace('"gate.', '"front.')
    return text.replace("start: gate", "start: front")


def _reorder_mapping(path: str) -> Callable[[Data], object]:
    def change(data: Data) -> None:
        inside = _at(data, path)
        items = list(inside.items())[::-1]
        inside.clear()
        inside.update(items)

    return change


GATE, DESK = "scenes/gate/choices", "scenes/desk/choices"
ASK = "scenes/gate/enquiries/from"
NEW_CHOICE = {
    "id": "new-one",
    "stance": "accept",
    "label": "Something new",
    "next": "week",
    "debrief": {"echoes": [1], "because": "New."},
}
NEW_PASSAGE = {"title": "The corridor", "text": "It is quiet.", "next": "week"}
ANOTHER_DESK = {
    "title": "Another desk",
    "text": "Elsewhere.",
    "choices": [{**NEW_CHOICE, "next": "half"}],
}
NO_RING = put(f"{DESK}/1/if", "trust > 1")

EDITS = (
    # -- scenes
    Edit("scene renamed", None, None, text=_desk_renamed, same=True),
    Edit("first scene renamed", None, None, text=_gate_renamed, same=True),
    Edit("scene's title", put("scenes/desk/title", "The desk"), WORDS, same=True),
    Edit("scene's text", put("scenes/week/text", "A long one."), WORDS, same=True),
    Edit("scene's date", put("scenes/desk/date", "Month 3"), WORDS, same=True),
    Edit("gentler wording", put("scenes/desk/sensitive/instead", "Gone."), WORDS, same=True),
    Edit("a part's condition", put("scenes/week/text/1/if", "not late"), WORDS, same=True),
    Edit("what nobody saw", put("scenes/gate/unseen", "In a drawer."), WORDS, same=True),
    Edit("what nobody saw, new", put("scenes/week/unseen", "A letter."), WORDS, same=True),
    Edit("scenes in another order", _reorder_mapping("scenes"), None, same=True),
    Edit(
        "scene removed",
        each(put("scenes/week/next/1/go", "half"), drop("scenes/desk")),
        "comes to “Half found” now (it came to “At your desk”)",
    ),
    Edit(
        "passage inserted",
        each(put(f"{GATE}/1/next", "corridor"), put("scenes/corridor", NEW_PASSAGE)),
        "“The corridor” comes on the way now",
    ),
    Edit("passage left out", put(f"{GATE}/1/next", "desk"), "“A week goes by” does not come on"),
    Edit("start moved", put("start", "week"), "At the beginning: the play comes to “At your desk”"),
    Edit("scene's effect", put("scenes/week/add/trust", -3), "“Working relationship” is 0"),
    Edit("scene's effect new", put("scenes/gate/set", {"late": True}), "“Late” is yes now"),
    Edit("scene's note", put("scenes/desk/notes", ["tired"]), "you learn something more now, from"),
    # -- choices
    Edit("choice's next", put(f"{GATE}/1/next", "found"), "comes to “Found” now"),
    Edit("last choice's next", put(f"{DESK}/0/next", "half"), None, "comes to “Half found” now"),
    Edit("way's condition", put("scenes/week/next/0/if", "trust < 5"), "comes to “Found” now"),
    Edit("choice's add", put(f"{GATE}/1/add", {"trust": 1}), "is 3 now (it was 2)"),
    Edit("choice's set", put(f"{GATE}/1/set/stage", "told"), "“Stage” is “told” now"),
    Edit("choice's set gone", drop(f"{GATE}/1/set"), "“Stage” is “none” now"),
    Edit("choice's note", put(f"{GATE}/1/notes", ["tired"]), "you learn something more now"),
    Edit("last choice's add", put(f"{DESK}/0/add", {"trust": 1}), None, "is 3 now"),
    Edit("choice renamed", each(put(f"{GATE}/1/id", "say-it"), NO_RING), "“Ring the parent” is on"),
    Edit("choice's stance", put(f"{GATE}/1/stance", "escalate"), "it now says"),
    Edit("choice's label", put(f"{GATE}/1/label", "Ask nothing"), "it now says “Ask nothing”"),
    Edit("choice's comma", put(f"{GATE}/1/label", "Say, what the tray shows."), WORDS, same=True),
    Edit("choice removed", each(drop(f"{GATE}/1"), NO_RING), "is no longer there"),
    Edit("another removed", drop(f"{GATE}/0"), "“Thank the parent and wait” is not on", same=True),
    Edit("another inserted", insert(GATE, NEW_CHOICE), "“Something new” is on offer", same=True),
    Edit("another's label", put(f"{GATE}/0/label", "Nod"), "“Nod” stands now where", same=True),
    Edit("another's stance", put(f"{GATE}/0/stance", "escalate"), "is to escalate now", same=True),
    Edit("choices in another order", reverse(GATE), "stands in another order", same=True),
    Edit("present choices reordered", reverse(DESK), "stands in another order", same=True),
    Edit("outcome", put(f"{GATE}/1/outcome", "“Oh.”"), WORDS, same=True),
    Edit("outcome gone", drop(f"{GATE}/1/outcome"), WORDS, same=True),
    Edit("outcome new", put(f"{DESK}/0/outcome", "You go home."), None, WORDS, same=True),
    Edit("choice hidden", put(f"{GATE}/1/if", "trust > 4"), "“Say what the tray shows” is not on"),
    Edit("once", put(f"{GATE}/1/once", True), None, same=True),
    Edit(
        "choice locked",
        put(f"{GATE}/1/locked", {"unless": "trust > 4", "because": "No."}),
        "“Say what the tray shows” cannot be done now",
    ),
    Edit(
        "lock's condition",
        put(f"{GATE}/2/locked/unless", "trust > 4"),
        "“Tell the head” cannot be done now",
        same=True,
    ),
    Edit("lock's words", put(f"{GATE}/2/locked/because", "Wait."), WORDS, same=True),
    # -- citing
    Edit("convincing", put(f"{GATE}/1/cite/convincing", ["tired"]), "does not convince now"),
    Edit(
        "need",
        each(
            put(f"{GATE}/1/cite/convincing", ["tray-empty", "tired"]),
            put(f"{GATE}/1/cite/need", 2),
        ),
        "does not convince now",
    ),
    Edit("pick", put(f"{GATE}/1/cite/pick", 1), "at most 1 may be cited"),
    Edit("cite's ask", put(f"{GATE}/1/cite/ask", "Which one?"), WORDS, same=True),
    Edit("no citing", each(drop(f"{GATE}/1/cite"), NO_RING), "this choice cites no notes"),
    # -- enquiries
    Edit("enquiry renamed", None, None, text=replace("ring-office", "call-office")),
    Edit("enquiry's label", put(f"{ASK}/0/label", "Write a letter"), "it now says"),
    Edit("enquiry removed", each(drop(f"{ASK}/2"), drop(f"{ASK}/0")), "is no longer there"),
    Edit("another enquiry", put(f"{ASK}/1/label", "Look twice"), "“Look twice” stands", same=True),
    Edit("enquiries reordered", reverse(ASK), "stands in another order", same=True),
    Edit("enquiry's text", put(f"{ASK}/0/text", "None came."), WORDS, same=True),
    Edit("enquiry's agency", put("agencies/office", "Reception"), WORDS, same=True),
    Edit("enquiry's effect", put(f"{ASK}/0/add", {"trust": 1}), "after looking into “Ring the"),
    Edit("enquiry's note", put(f"{ASK}/0/notes", ["tired"]), "you do not learn now what you"),
    Edit("limit", put("scenes/gate/enquiries/limit", 2), "time for 2 more", same=True),
    Edit("no limit", drop("scenes/gate/enquiries/limit"), "time for every enquiry", same=True),
    # -- notes
    Edit("note renamed", None, None, text=replace("tray-empty", "empty-tray")),
    Edit("note's text", put("notes/tray-empty/text", "Nothing."), WORDS, same=True),
    Edit("note's source", put("notes/says-sent/from", "Parent"), WORDS, same=True),
    Edit("note's kind", put("notes/tray-empty/kind", "observation"), "is something that was seen"),
    Edit(
        "contradiction gone",
        drop("notes/tray-empty/contradicts"),
        "not stand against the same",
    ),
    Edit("note no longer given", drop("scenes/gate/notes"), "you do not learn now what you"),
    Edit("notes in another order", _reorder_mapping("notes"), None, same=True),
    # -- variables
    Edit("starting value", put("variables/trust/start", 4), "At the beginning: “Working"),
    Edit("starting flag", put("variables/late/start", True), "“Late” is yes now"),
    Edit("starting word", put("variables/stage/start", "asked"), "“Stage” is “asked” now"),
    Edit("bound", put("variables/trust/max", 4), "goes from 0 to 4 now (it went from 0 to 5)"),
    Edit("bound that stops it", put("variables/trust/min", 3), "is 3 now (it was 2)"),
    Edit("variable's label", put("variables/trust/label", "Trust"), "“Trust” is what “Working"),
    Edit("variable shown", put("variables/stage/show", True), "“Stage” is shown now"),
    Edit("variable not shown", put("variables/trust/show", False), "is not shown any more"),
    Edit("variable renamed", None, None, text=replace("trust", "rapport"), same=True),
    Edit("hidden variable renamed", None, "“Stage” is not", text=replace("stage", "how_far")),
    Edit("variable new", put("variables/hurry", {"start": False}), "“Hurry” is new, and is no"),
    Edit(
        "variable made a word",
        each(
            put("variables/late", {"start": "no", "values": ["no", "yes"]}),
            put("scenes/week/text/1/if", 'late == "yes"'),
            put(f"{GATE}/2/set/late", "yes"),
        ),
        "“Late” is “no” now (it was no)",
    ),
    Edit("variables reordered", _reorder_mapping("variables"), None, same=True),
    Edit("person renamed", put("people/parent/name", "Her mother"), WORDS, same=True),
    # -- endings
    Edit(
        "ending's title",
        put("scenes/shut/ending/title", "It was let go"),
        None,
        "ends with “It was let go” now (it ended with “Nobody looked”)",
        same=True,
    ),
    Edit("ending's kind", put("scenes/shut/ending/kind", "mixed"), None, "says that something was"),
    Edit("endings swapped", swap("scenes", "shut", "half"), None, "ends with “A page of it” now"),
    Edit("ending renamed", None, None, text=replace("shut", "closed"), same=True),
    Edit("ending's text", put("scenes/shut/text", "It was lost."), None, WORDS, same=True),
    Edit(
        "ending made a decision",
        put("scenes/shut", {**ANOTHER_DESK, "title": "Not found"}),
        None,
        "the play does not end here any more",
    ),
    # -- the debrief
    Edit("echoes", put(f"{DESK}/0/debrief/echoes", [3]), None, "repeats the pattern of finding 3"),
    Edit(
        "answers",
        put(f"{GATE}/1/debrief/answers", [1]),
        "acts on the lesson of finding 1 now (then",
    ),
    Edit("because", put(f"{GATE}/1/debrief/because", "So it was."), WORDS, same=True),
    Edit(
        "what the review found",
        put(f"{GATE}/1/debrief/review", ["asked-once"]),
        "what the review found, beside “Say what the tray shows”",
        same=True,
    ),
    Edit(
        "question before choosing",
        put("scenes/desk/reason", {"ask": "What makes you think so?"}),
        "what you are asked before you choose in “At your desk”",
        same=True,
    ),
    Edit("minutes", put("minutes", 20), WORDS, same=True),
    Edit("briefing", put("summary", "A form is late."), WORDS, same=True),
    Edit("role", put("role", "Head teacher"), WORDS, same=True),
    # -- what nobody who played could have met
    Edit("comments", None, None, text=lambda text: f"# By hand\n{text}\n# The end\n", same=True),
    Edit("layout of the file", lambda data: None, None, same=True),
    Edit("version and authors", each(put("version", "2"), put("authors", "Me")), None, same=True),
    Edit("for the trainer", put("scenes/desk/trainer", "Ask who rang."), None, same=True),
    Edit("a way not taken", put(f"{GATE}/0/outcome", "A nod."), None, same=True),
    Edit("an ending not met", put("scenes/found/text", "It was there."), None, same=True),
)
