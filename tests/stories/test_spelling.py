"""Stories, reviews, the glossary and the guides are spelt as in the UK, by Hunspell's dictionary.

The people of the stories' world are known. Another name, or a word that the dictionary lacks,
goes into ``words.txt`` beside this file, one a line.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

from scr_sim import paths
from scr_sim.scenario import load_review
from tests.stories.world import said, stories, world

_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:[’'][A-Za-zÀ-ÿ]+)*")
#: A person or a value, named by its id.
_NAMED = re.compile(r"\{[a-z][a-z0-9_-]*\}")
_LISTED = Path(__file__).with_name("words.txt")
_CODE = re.compile(r"```.*?```|`[^`]*`|\]\([^)]*\)|^ {4}.*$", re.DOTALL | re.MULTILINE)

pytestmark = pytest.mark.skipif(
    shutil.which("hunspell") is None,
    reason="Hunspell is not installed (Debian: hunspell, hunspell-en-gb)",
)


def unknown(texts: dict[str, str]) -> dict[str, list[str]]:
    """Return the words that neither the dictionary nor the list has, with where they stand."""
    where = defaultdict(list)
    for place, text in texts.items():
        for word in _WORD.findall(_NAMED.sub(" ", text).replace("’", "'")):
            where[word.removesuffix("'s")].append(place)
    listed = set(_LISTED.read_text("utf-8").split())
    listed |= {name for one in world()["people"].values() for name in one["name"].split()}
    asked = subprocess.run(
        ["hunspell", "-d", "en_GB", "-l", "-i", "utf-8"],
        input="\n".join(where),
        capture_output=True,
        text=True,
        check=True,
    )
    return {word: where[word] for word in asked.stdout.split() if word not in listed}


def test_stories_are_spelt_as_in_the_uk() -> None:
    texts = {
        f"{name}: {one.where}": one.text for name, story in stories().items() for one in said(story)
    }
    assert unknown(texts) == {}


def test_reviews_and_the_glossary_are_spelt_as_in_the_uk() -> None:
    review = load_review("family-m")
    texts = {f"family-m: {one.where}": one.text for one in said(review)}
    glossary = (paths.assets() / "glossary.yaml").read_text("utf-8")
    assert unknown({**texts, "glossary": glossary}) == {}


@pytest.mark.parametrize("page", ["README.md", "scenarios/README.md"])
def test_the_guides_are_spelt_as_in_the_uk(page: str) -> None:
    text = _CODE.sub(" ", Path(page).read_text("utf-8"))
    assert unknown({page: text}) == {}


def test_what_is_misspelt_is_found() -> None:
    assert list(unknown({"here": "The color of the neighbour's recieved letter"})) == [
        "color",
        "recieved",
    ]


def test_no_word_is_listed_that_the_dictionary_has_or_twice() -> None:
    listed = _LISTED.read_text("utf-8").split()
    assert listed == sorted(set(listed), key=lambda word: (word.lower(), word))
