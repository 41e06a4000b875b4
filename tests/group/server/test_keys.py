from __future__ import annotations

from itertools import combinations

from scr_sim.group.server import keys


def test_tokens_and_keys_are_long_and_never_the_same() -> None:
    for made in (keys.new_token, keys.new_secret):
        some = {made() for _ in range(200)}
        assert len(some) == 200
        assert min(map(len, some)) >= 24
        assert all(one.replace("-", "").replace("_", "").isalnum() for one in some)


def test_a_code_has_no_letter_that_looks_like_another() -> None:
    for alike in ("O0QD", "I1LJ", "S5", "Z2", "B8", "UV", "CG", "EF"):
        there = [letter for letter in alike if letter in keys.CODE_LETTERS]
        assert len(there) <= 1, there
    assert all(set(keys.new_code()) <= set(keys.CODE_LETTERS) for _ in range(100))
    assert {len(keys.new_code()) for _ in range(100)} == {4}


def test_a_code_and_words_are_read_as_they_were_meant() -> None:
    assert keys.read_code(" cd-fg ") == "CDFG"
    assert keys.read_words(" Amber  OTTER ") == "amber otter"
    assert keys.read_words("amber-otter") == "amber otter"


def test_two_words_are_new_to_the_room() -> None:
    first, second = keys.word_list()[:2]
    all_but_one = {f"{one} {two}" for one in keys.word_list() for two in keys.word_list()}
    all_but_one.remove(f"{first} {second}")
    assert keys.new_words(all_but_one) == f"{first} {second}"


def test_words_are_short_plain_and_told_apart() -> None:
    words = keys.word_list()
    assert len(set(words)) == len(words) >= 256
    assert all(word.isascii() and word.islower() and 3 <= len(word) <= 10 for word in words)
    assert not [pair for pair in combinations(words, 2) if pair[0] + "s" == pair[1]]


def test_secrets_are_compared_whole() -> None:
    assert keys.same("abc", "abc")
    assert not keys.same("abc", "abd")
    assert not keys.same("abc", "ab")
    assert not keys.same("abc", "äbc")
