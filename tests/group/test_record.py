"""The record of an exercise says what the room met, did and said, and nothing that is a secret."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from scr_sim import load
from scr_sim.group import events as e
from scr_sim.group.record import Record
from scr_sim.group.record_builder import record
from scr_sim.group.record_folder import record_files, write_record
from scr_sim.group.record_page import to_html
from scr_sim.group.record_words import what_ran
from scr_sim.group.shared_types import Recording
from scr_sim.services import private_files
from tests.app_driver import SMALL
from tests.group.told import SECRETS, Told

STORY = load(SMALL)
NASTY = '<script>alert("x")</script>=1+1\x1b[2J\u202e&'


def at_the_gate(recording: Recording = "anonymous", line: str = "It can wait.") -> Told:
    """Tell an exercise through its first decision: two votes, something read out, dissent."""
    told = Told(STORY, recording)
    people = [told.join("office", f"Name {n} {line}") for n in range(4)]
    told.move("vote")
    told.vote(dict.fromkeys(people, "accept-account"))
    told.vote({people[3]: None})
    told.explain(people[0], f"because {line}", f"unless {line}", 70)
    told.move("sealed")
    told.move("evidence")
    told.add(e.EvidenceAsked(at=told.now, enquiry="look-at-child"))
    told.voice("ring-office")
    told.round = 2
    told.move("vote")
    told.vote({people[0]: "tell-head", people[1]: "tell-head", people[2]: "accept-account"})
    told.add(
        e.CameLate(
            at=told.now, person=people[3], place=told.place, key="late-secret", choice="tell-head"
        )
    )
    told.move("revealed")
    place = told.decide("tell-head")
    told.add(e.Dissented(at=told.now, place=place, person=people[2], text=f"dissent {line}"))
    told.add(e.Dissented(at=told.now, place=place, person=None, text=f"as the room {line}"))
    return told


def to_the_end(recording: Recording = "anonymous", line: str = "It can wait.") -> Told:
    """Tell an exercise to its closing, with pledges and one who asks for a record."""
    told = at_the_gate(recording, line)
    assert told.play.finished
    told.move("closing")
    told.add(e.Pledged(at=told.now, person=2, text=f"pledge {line}"))
    told.add(e.Pledged(at=told.now, person=None, number=1, text=f"room {line}"))
    told.add(e.RecordWanted(at=told.now, person=2))
    told.add(e.PauseWanted(at=told.now))
    told.add(e.Paused(at=told.now))
    told.add(e.WentOn(at=told.now))
    told.add(e.Ended(at=told.now))
    return told


def of(told: Told) -> Record:
    return record(told.events, STORY)


def words(page: str) -> str:
    """Return what a page says, without its marks."""
    body = page[page.index("<body>") :]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_a_decision_has_both_votes_who_changed_and_what_was_not_read_out() -> None:
    [gate] = of(to_the_end()).decisions
    first, second = gate.rounds
    assert first.counts == {"accept-account": 3, "show-tray": 0, "tell-head": 0}
    assert (first.undecided, first.people) == (1, 4)
    assert second.counts == {"accept-account": 1, "show-tray": 0, "tell-head": 2}
    assert second.late == 1
    assert (gate.changed, gate.once_only) == (2, 1)
    assert [one.id for one in gate.voiced] == ["ring-office"]
    assert {one.id: one.state for one in gate.unvoiced} == {
        "look-at-child": "asked",
        "ask-again": "held",  # it became open when the office was rung
    }
    assert gate.choice == "tell-head"
    assert gate.how == "by the majority"


def test_the_report_tells_of_each_finding_where_it_was_met_and_what_the_review_found() -> None:
    told = of(to_the_end())
    said = words(to_html(told))
    parts = re.split(r"Finding \d\. ", said)[1:]
    assert len(parts) == len(told.debrief.findings)
    second, third = parts[1], parts[2]
    assert "Where the room acted on its lesson" in second
    assert "Where the room repeated its pattern" in third
    for line in (
        "First vote: ○ 3 ◆ 0 ▲ 0 could not decide 1",
        "Second vote: ○ 1 ◆ 0 ▲ 2",
        "Read out before the decision: Ring the office (School office).",
        "Not read out before the decision: Look at the child; Ask the office again.",
        "Dissent: “dissent It can wait.”",
    ):
        assert line in second
    assert second.index("Dissent") < second.index("The review found")
    assert "No decision of the room touched it." in parts[0]


def test_what_nobody_saw_stands_beside_what_the_room_did() -> None:
    said = words(to_html(of(to_the_end())))
    unseen = said[said.index("What nobody saw at the time") :]
    assert "The form is under a pile of post. The room then: ▲ Escalate Tell the head" in unseen
    assert "It had been there all along." in unseen
    assert unseen.index("room It can wait.") < unseen.index("pledge It can wait.")


def test_an_anonymous_record_says_of_nobody_who_they_are() -> None:
    files = record_files(to_the_end().events, STORY)
    for name, text in files.items():
        assert (
            "Name" not in words(text).replace("Learner’s name", "").replace("Supervisor’s name", "")
            if name.endswith(".html")
            else "Name 2" not in text
        ), name
    learner = words(files["learning-record-02.html"])
    assert "pledge" not in learner  # whoever hands it over would learn whose pledge it is
    assert "What I voted for" not in learner
    events = [json.loads(line) for line in files["session.jsonl"].splitlines()]
    for event in events:
        assert not {"name", "own_agency"} & set(event)
        if event["kind"] in {"joined", "record-wanted", "pledged"}:
            assert event.get("person") is None
        if event["kind"] in {"voted", "explained", "late"}:
            assert "at" not in event


def test_a_named_record_has_names() -> None:
    told = of(to_the_end("named"))
    assert [one.who for one in told.decisions[0].dissent] == [
        "The room",
        "Name 2 It can wait., School office",
    ]
    [learner] = told.learners
    assert (learner.name, learner.pledge) == ("Name 1 It can wait.", "pledge It can wait.")
    [votes] = learner.votes
    assert (votes.first, votes.last) == ("Thank the parent and wait", "Tell the head")


def test_nobody_can_be_followed_from_one_decision_to_the_next() -> None:
    """Somebody who votes alone at two decisions has a number at each, and none of their own."""

    def numbers(salt: int) -> tuple[int, int]:
        told = Told(STORY, salt=f"{salt}")
        people = [told.join("office") for _ in range(4)]
        told.vote({**dict.fromkeys(people, "accept-account"), people[1]: None})
        told.move("revealed")
        told.decide("accept-account")
        told.vote({**dict.fromkeys(people, "accept"), people[1]: "escalate"})
        told.move("revealed")
        told.decide("accept")
        text = record_files(told.events, STORY)["session.jsonl"]
        votes = [one for one in map(json.loads, text.splitlines()) if one["kind"] == "voted"]
        assert [one["person"] for one in votes] == [1, 2, 3, 4, 1, 2, 3, 4]
        [first] = [one["person"] for one in votes if one["choice"] is None]
        [second] = [one["person"] for one in votes if one["choice"] == "escalate"]
        return first, second

    drawn = [numbers(salt) for salt in range(40)]
    assert {first for first, _ in drawn} == {second for _, second in drawn} == {1, 2, 3, 4}
    assert 0 < sum(first == second for first, second in drawn) < 20


@pytest.mark.parametrize("recording", ["anonymous", "pseudonym", "named"])
def test_no_secret_is_in_any_file(recording: Recording) -> None:
    for text in record_files(to_the_end(recording).events, STORY).values():
        assert not any(secret in text for secret in SECRETS)
        assert "-secret" not in text
        assert "48123" not in text


@pytest.mark.parametrize("recording", ["anonymous", "named"])
def test_what_anybody_wrote_stays_text(recording: Recording) -> None:
    files = record_files(to_the_end(recording, NASTY).events, STORY)
    for name, text in files.items():
        assert "\x1b" not in text
        assert "\u202e" not in text
        if name.endswith(".html"):
            assert "<script" not in text
            assert re.search("<(?!/?[a-z0-9!])", text.split("<body>")[1]) is None
    formula = to_the_end(recording, "")
    formula.events[-1:] = [
        e.Dissented(at=0, place=event.place, person=None, text="=HYPERLINK(1)")
        for event in formula.events
        if isinstance(event, e.Decided)
    ]
    rows = list(csv.DictReader(io.StringIO(record_files(formula.events, STORY)["decisions.csv"])))
    assert rows
    for row in rows:
        assert not any(cell[:1] in set("=+-@|%\t\r\n") for cell in row.values())
    for line in files["session.jsonl"].splitlines():
        json.loads(line)


def test_the_table_has_a_row_for_each_choice_in_each_vote() -> None:
    text = record_files(to_the_end().events, STORY)["decisions.csv"]
    rows = list(csv.DictReader(io.StringIO(text)))
    told = [(row["vote"], row["choice"], row["people"]) for row in rows]
    assert told == [
        *(("1", "accept-account", "3"), ("1", "show-tray", "0"), ("1", "tell-head", "0")),
        ("1", "", "1"),
        *(("2", "accept-account", "1"), ("2", "show-tray", "0"), ("2", "tell-head", "2")),
        ("2", "", "0"),
    ]
    assert {row["choice"] for row in rows if row["taken"] == "yes"} == {"tell-head"}


def test_an_early_end_is_told_and_a_sealed_vote_stays_sealed() -> None:
    told = Told(STORY)
    people = [told.join("office") for _ in range(3)]
    told.vote(dict.fromkeys(people, "accept-account"))
    told.explain(people[0], "a reason of mine")
    told.move("sealed")
    told.add(e.Ended(at=told.now, early=True))
    [gate] = of(told).decisions
    assert gate.choice is None
    [only] = gate.rounds
    assert (only.revealed, only.people, set(only.counts.values())) == (False, 3, {0})
    files = record_files(told.events, STORY)
    said = words(files["report.html"])
    assert "The exercise ended before this was decided." in said
    assert "The exercise was ended before the story came to its end." in said
    assert "This is told when the story has come to its end." in said
    assert "pile of post" not in said
    assert not any("a reason of mine" in text for text in files.values())
    assert not any('"choice"' in line for line in files["session.jsonl"].splitlines())


def test_there_is_a_record_at_every_point_of_an_exercise() -> None:
    told = to_the_end()
    for count in range(1, len(told.events) + 1):
        files = record_files(told.events[:count], STORY)
        assert files == record_files(told.events[:count], STORY)
        assert {"report.html", "decisions.csv", "session.jsonl"} <= set(files)


def test_hands_are_marked_as_such() -> None:
    told = Told(STORY)
    phone = told.join("office")
    told.vote({phone: "accept-account"})
    for counts in ({"accept-account": 1}, {"accept-account": 4, "tell-head": 2}):
        told.add(e.HandsCounted(at=told.now, place=told.place, counts=counts, undecided=1))
    told.move("revealed")
    told.decide("accept-account")
    [only] = of(told).decisions[0].rounds
    assert only.counts == {"accept-account": 5, "show-tray": 0, "tell-head": 2}
    assert (only.people, only.hands, only.undecided) == (8, 7, 1)
    said = words(to_html(of(told)))
    assert "8, 7 of them by hand" in said
    assert "counted by the trainer and belong to no agency" in said


def test_a_room_with_hands_only_has_a_record() -> None:
    told = Told(STORY)
    told.add(e.HandsCounted(at=told.now, place=told.place, counts={"accept-account": 3}))
    told.move("revealed")
    told.decide("accept-account")
    said = words(to_html(of(told)))
    assert "Nobody joined with a phone; votes were counted by hand." in said
    assert "3, all by hand" in said


def test_a_vote_that_was_set_aside_is_told_with_its_reason_and_not_counted() -> None:
    told = Told(STORY)
    people = [told.join("office") for _ in range(2)]
    told.vote(dict.fromkeys(people, "tell-head"))
    told.explain(people[0], "what nobody may read")
    told.add(e.Voided(at=told.now, place=told.place, because="The projector showed it."))
    told.vote(dict.fromkeys(people, "accept-account"))
    told.move("revealed")
    told.decide("accept-account")
    [gate] = of(told).decisions
    [only] = gate.rounds
    assert only.counts["tell-head"] == 0
    [void] = gate.voids
    assert (void.people, void.because) == (2, "The projector showed it.")
    files = record_files(told.events, STORY)
    assert "The projector showed it." in words(files["report.html"])
    assert "what nobody may read" not in words(files["report.html"])
    assert "The projector showed it." in files["decisions.csv"]


def test_pauses_are_counted_and_nobody_is_named() -> None:
    ran = what_ran(of(to_the_end("named")))
    assert "The room paused once." in ran
    assert "A pause was asked for once. Nobody can tell by whom." in ran


def test_a_tie_and_who_decided_it_are_told() -> None:
    told = Told(STORY, rule="lead", lead="office")
    people = [told.join("office") for _ in range(2)]
    told.vote({people[0]: "accept-account", people[1]: None})
    told.move("revealed")
    told.add(e.Undecided(at=told.now, place=told.place, between=("accept-account", "show-tray")))
    told.decide("accept-account", by="lead", because="We know the parent.")
    said = words(to_html(of(told)))
    assert "“Thank the parent and wait” and “Say what the tray shows”" in said
    assert "Decided by School office, the lead agency. Because: We know the parent." in said


def test_agencies_with_few_people_are_merged_where_nobody_is_named() -> None:
    story = load("headlice-account")

    def groups(recording: Recording) -> list[tuple[tuple[str, ...], int]]:
        told = Told(story, recording)
        seats = ["nurse"] * 4 + ["gp"] + ["school"] * 3
        people = [told.join(agency) for agency in seats]
        first = told.play.choices()[0].id
        told.vote(dict.fromkeys(people, first))
        told.move("revealed")
        [held] = record(told.events, story).decisions
        return [
            (one.names, sum(one.counts.values()) + one.undecided)
            for one in held.rounds[0].by_agency
        ]

    assert groups("named") == [
        (("School nursing",), 4),
        (("GP practice",), 1),
        (("Primary school",), 3),
    ]
    assert groups("anonymous") == [
        (("School nursing",), 4),
        (("GP practice", "Primary school"), 4),
    ]


def test_where_the_scenario_has_changed_the_rest_is_told_as_missing() -> None:
    told = to_the_end()
    told.events.insert(-1, e.Acted(at=told.now, action="no-such-choice"))
    assert "The scenario’s file has changed since" in of(told).stopped.replace("'", "’")
    assert of(told).stopped in words(to_html(of(told))).replace("&#39;", "'")


def test_the_record_is_written_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "record"
    written = write_record(to_the_end().events, STORY, folder)
    assert folder.stat().st_mode & 0o077 == 0
    assert sorted(folder.iterdir()) == sorted(written)
    for path in written:
        assert path.stat().st_mode & 0o077 == 0
    before = {path: path.read_bytes() for path in written}
    written[0].chmod(0o644)
    write_record(to_the_end().events, STORY, folder)
    assert {path: path.read_bytes() for path in written} == before
    assert written[0].stat().st_mode & 0o077 == 0


def test_where_a_choice_has_gone_from_the_scenario_the_record_is_still_written() -> None:
    told = to_the_end("named")
    for at, event in enumerate(told.events):
        if isinstance(event, e.Voted):
            told.events[at] = event.model_copy(update={"choice": f"gone-{event.person}"})
    assert "report.html" in record_files(told.events, STORY)


def test_a_disk_that_is_full_leaves_the_record_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {
        path: path.read_bytes() for path in write_record(at_the_gate().events, STORY, tmp_path)
    }
    really = private_files.write_private

    def full(path: Path, text: str) -> None:
        if "decisions" in path.name:
            raise OSError(28, "No space left on device")
        really(path, text)

    monkeypatch.setattr(private_files, "write_private", full)
    with pytest.raises(OSError, match="No space left"):
        write_record(to_the_end().events, STORY, tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
