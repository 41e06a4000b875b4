"""All stories are told in one world: the same people, agencies, days and words of the bail."""

from __future__ import annotations

import calendar
import re
from itertools import chain

import pytest

from scr_sim.scenario import LoadedScenario
from tests.stories.world import day_of, said, stories, world

WORLD = world()
MONTHS, WEEKDAYS = calendar.month_name[1:], list(calendar.day_name)
_DATE = re.compile(
    rf"Month (?P<month>\d+)(?:, (?:(?P<weekday>{'|'.join(WEEKDAYS)})"
    rf" (?P<day>\d+) )?(?P<name>{'|'.join(MONTHS)}))?"
)
_DAY = re.compile(
    rf"\b(?P<weekday>{'|'.join(WEEKDAYS)}),? (?:the )?(?P<day>\d+)(?:st|nd|rd|th)? "
    rf"(?:of )?(?P<name>{'|'.join(MONTHS)})\b"
)
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|DC|DS|DI|Sergeant|Inspector) [A-Z][a-z]*")
_AGE = re.compile(r"\b(\w+)-year-old")
_BAIL = re.compile(r"[Nn]ot to have (?:any )?unsupervised contact[^“”]*")

every_story = pytest.mark.parametrize("story", stories().values(), ids=stories())


@every_story
def test_dates_fall_on_their_weekdays_and_in_their_months(story: LoadedScenario) -> None:
    for id_, scene in story.scenes.items():
        if scene.date is None:
            continue
        found = _DATE.match(scene.date)
        assert found, f"{id_}: {scene.date}"
        month = int(found["month"])
        assert month <= int(WORLD["calendar"]["last_month"]), scene.date
        if found["name"]:
            assert MONTHS[day_of(month, 1).month - 1] == found["name"], scene.date
        if found["day"]:
            on = day_of(month, int(found["day"]))
            assert WEEKDAYS[on.weekday()] == found["weekday"], scene.date


@every_story
def test_days_that_are_spoken_of_fall_on_their_weekdays(story: LoadedScenario) -> None:
    for one in said(story):
        for found in _DAY.finditer(one.text):
            number = MONTHS.index(found["name"]) + 1
            months = [m for m in range(18) if day_of(m, 1).month == number]
            weekdays = {WEEKDAYS[day_of(m, int(found["day"])).weekday()] for m in months}
            assert found["weekday"] in weekdays, f"{one.where}: {found[0]}"


@every_story
def test_people_and_agencies_are_those_of_the_world(story: LoadedScenario) -> None:
    known = {id_: one["name"] for id_, one in WORLD["people"].items()}
    for id_, person in (story.people or {}).items():
        assert known.get(id_) == person.name
    for id_, name in (story.agencies or {}).items():
        assert WORLD["agencies"].get(id_) == name


@every_story
def test_nobody_with_a_title_is_unknown_to_the_world(story: LoadedScenario) -> None:
    known = {one["name"] for one in WORLD["people"].values()}
    for one in said(story):
        for name in _TITLED.findall(one.text):
            assert name in known, f"{one.where}: {name}"


@every_story
def test_children_are_told_apart_by_their_ages_alone(story: LoadedScenario) -> None:
    ages = {age.lower() for one in said(story) for age in _AGE.findall(one.text)}
    assert ages <= set(WORLD["ages"])


@every_story
def test_the_bail_is_quoted_in_its_own_words(story: LoadedScenario) -> None:
    for one in said(story):
        for quoted in _BAIL.findall(" ".join(one.text.split())):
            assert quoted.startswith(WORLD["bail"].rstrip(".")), f"{one.where}: {quoted}"


def test_the_player_of_each_scenario_is_the_world_s() -> None:
    for id_, role in WORLD["players"].items():
        if id_ in stories():
            assert stories()[id_].role == role


def test_no_name_stands_for_two_people() -> None:
    names = [one["name"] for one in WORLD["people"].values()]
    last = [name.split()[-1] for name in names]
    assert len(set(chain(last))) == len(names)
