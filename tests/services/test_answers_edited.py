"""Costs, variants and pages that an author edits after they were played: told, never silent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from scr_sim import load
from scr_sim.services import Records
from tests.app_driver import EVERYTHING, FILES
from tests.services.edits import WORDS, Edit, drop, put

#: A page read, a choice that costs, then an enquiry and a choice that answer by what was done.
NOTED = ("?minutes@form", "challenge", "?tray", "challenge")
#: The same with nothing noted: the last choice comes to its variant.
UNNOTED = ("?minutes@", *NOTED[1:])

MINUTES = "scenes/gate/enquiries/from/0"
LINES = f"{MINUTES}/lines"
ASKED = "scenes/gate/choices/1"
TRAY = "scenes/desk/enquiries/from/0/variants/0"
RANG = "scenes/desk/choices/1/variants"
PAGE = "the page of “Read the minutes of the last meeting”"
ANOTHER = "another answer comes of it now, by what was done before"


def lines(data: dict[str, Any]) -> list[Any]:
    found: list[Any] = data["scenes"]["gate"]["enquiries"]["from"][0]["lines"]["from"]
    return found


def one_more(data: dict[str, Any]) -> None:
    lines(data).append({"id": "sorry", "text": "Apologies: none."})


def rename_hours(data: dict[str, Any]) -> None:
    """Give the hours another id, everywhere, and the same label."""
    variables = data["variables"]
    data["variables"] = {"time_left" if k == "hours" else k: v for k, v in variables.items()}
    for scene in data["scenes"].values():
        for act in (*scene.get("enquiries", {}).get("from", ()), *scene.get("choices", ())):
            if "hours" in act.get("cost", {}):
                act["cost"] = {
                    "time_left" if k == "hours" else k: v for k, v in act["cost"].items()
                }
    minutes = data["scenes"]["gate"]["enquiries"]["from"][0]
    minutes["text"] = minutes["text"].replace("{hours}", "{time_left}")


#: What is told where a line was noted, and where none was; None: nothing of it differs.
EDITS = (
    Edit("cost", put(f"{MINUTES}/cost/hours", 3), "“Hours before the meeting” is 1 now"),
    Edit("cost new", put("scenes/desk/choices/0/cost", {"hours": 1}), "(it cost nothing)"),
    Edit(
        "another's cost",
        put("scenes/desk/choices/2/cost/goodwill", 2),
        "“Ask the head to write” costs 2 of goodwill now (it cost 1 of goodwill)",
    ),
    Edit("variable that costs renamed", rename_hours, None),
    Edit(
        "a unit's cost",
        put("scenes/gate/choices/2/cost", {"hours": 2}),
        "“Walk to the head with all of it” costs 2 hours now (it cost 3 hours and 1 of goodwill)",
    ),
    Edit("cost gone", drop(f"{ASKED}/cost"), "“Goodwill” is 1 now (it was 0)"),
    Edit("cost too high", put(f"{ASKED}/cost/goodwill", 2), "there is only 1."),
    Edit("unit", drop("variables/hours/unit"), "what things cost in “Hours before the meeting”"),
    Edit("line's words", put(f"{LINES}/from/2/text", "Forms: none."), PAGE),
    Edit("words of a line not noted", put(f"{LINES}/from/0/text", "Present: all."), PAGE),
    Edit("line more", one_more, PAGE),
    Edit("lines in another order", lambda data: lines(data).reverse(), PAGE),
    Edit("page's question", put(f"{LINES}/ask", "What matters?"), WORDS),
    Edit("how many lines", put(f"{LINES}/pick", 1), "asks for 1 line at most now (it was 2)"),
    Edit("line's notes", drop(f"{LINES}/from/2/notes"), "you do not learn now", None),
    Edit(
        "line renamed",
        put(f"{LINES}/from/2/id", "forms"),
        "a line that was noted is not on the page",
        None,
    ),
    Edit("no lines", drop(LINES), "this enquiry has no lines to note"),
    Edit("answer's words", put(f"{TRAY}/text", "Bare."), "what came of “Look into the tray”", None),
    Edit("answer's condition", put(f"{TRAY}/if", 'held("tired")'), ANOTHER, None),
    Edit("variant gone", drop(RANG), None, ANOTHER),
    Edit("variant's condition", put(f"{RANG}/0/if", 'mood == "calm"'), None, ANOTHER),
    Edit("variant's next", put(f"{RANG}/0/next", "found"), None, "comes to “Found” now"),
    Edit("variant's words", put(f"{RANG}/0/outcome", "“No.”"), None, "came of “Ring the parent”"),
    Edit("variant's finding", put(f"{RANG}/0/debrief/echoes", [2]), None, "of finding 2 now"),
)


def write(folder: Path, edit: Edit | None) -> str:
    data = yaml.load(Path(EVERYTHING).read_text("utf-8"), yaml.CSafeLoader)
    if edit is not None:
        assert edit.change is not None
        edit.change(data)
    path = folder / "everything.yaml"
    text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")
    (folder / "review.yaml").write_bytes((FILES / "small-review.yaml").read_bytes())
    return str(path)


def kept(records: Records, folder: Path, actions: tuple[str, ...]) -> str:
    path = write(folder, None)
    session = records.begin(load(path), path)
    for action in actions:
        session.take(action)
    return session.id


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
@pytest.mark.parametrize("noted", [True, False], ids=["noted", "nothing noted"])
def test_what_answers_otherwise_now_is_told(
    home: Path, tmp_path: Path, edit: Edit, noted: bool
) -> None:
    records = Records.open()
    play = kept(records, tmp_path, NOTED if noted else UNNOTED)
    before = records.record(play)
    looked = records.look_at(play, load(write(tmp_path, edit)))
    says = edit.unfinished if noted else edit.at_the_end
    if says is None:
        assert looked.told == ()
    else:
        assert says in "\n".join(looked.told)
    assert records.record(play) == before


def test_a_line_that_has_another_id_now_stops_the_play_there_and_says_so(
    home: Path, tmp_path: Path
) -> None:
    records = Records.open()
    play = kept(records, tmp_path, ("?look", *NOTED[1:3]))
    noted = kept(records, tmp_path, NOTED[:2])
    scenario = load(write(tmp_path, next(one for one in EDITS if one.name == "line renamed")))
    resumed = records.resume(noted, scenario)
    assert resumed.stop is not None
    assert (resumed.stop.index, resumed.stop.action.word) == (0, "?minutes@form")
    assert resumed.told == (
        "It stops at decision 1. “Read the minutes of the last meeting” cannot be taken there any "
        "more: a line that was noted is not on the page.",
    )
    assert resumed.forked
    assert resumed.session.play.actions_taken == ()
    assert [one.word for one in records.record(noted).actions] == list(NOTED[:2])
    # A play in which nobody read the page goes on as it was.
    assert records.resume(play, scenario).told == ()


def test_a_cost_that_cannot_be_met_any_more_stops_the_play_there(
    home: Path, tmp_path: Path
) -> None:
    records = Records.open()
    play = kept(records, tmp_path, NOTED)
    edit = next(one for one in EDITS if one.name == "cost too high")
    resumed = records.resume(play, load(write(tmp_path, edit)))
    assert resumed.stop is not None
    assert (resumed.stop.index, resumed.session.play.actions_taken) == (1, NOTED[:1])
