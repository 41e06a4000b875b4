from __future__ import annotations

from scr_sim.group.server.rate_limits import Guesses, Limit, Limits, Rate


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_so_many_are_taken_at_once_and_more_as_time_goes_by() -> None:
    clock = Clock()
    limit = Limit(Rate(3, 60), clock)
    assert [limit.take("a") for _ in range(5)] == [True, True, True, False, False]
    assert limit.take("b")
    clock.seconds = 1.0
    assert [limit.take("a") for _ in range(2)] == [True, False]
    clock.seconds = 1000.0
    assert sum(limit.take("a") for _ in range(9)) == 3


def test_who_is_limited_is_not_remembered_without_end() -> None:
    limit = Limit(Rate(1, 1), Clock(), most=10)
    assert limit.take("first")
    assert not limit.take("first")
    for number in range(10):
        limit.take(str(number))
    assert limit.take("first")


def test_a_room_behind_one_address_can_mistype_its_code_forty_times() -> None:
    limits = Limits(Clock())
    for _ in range(40):
        assert limits.codes.allows("one")
        limits.codes.wrong("one")
    assert limits.codes.allows("one")


def test_guesses_from_many_addresses_are_limited_together() -> None:
    clock = Clock()
    guesses = Guesses(Rate(5, 5), Rate(20, 20), clock)
    looked_at = 0
    for number in range(100):
        if guesses.allows(str(number)):
            looked_at += 1
            guesses.wrong(str(number))
    assert looked_at == 20
    clock.seconds = 3.0
    assert guesses.allows("another")
