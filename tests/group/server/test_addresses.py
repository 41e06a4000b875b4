from __future__ import annotations

import pytest
from ifaddr import IP, Adapter

from scr_sim.group.server.addresses import (
    is_this_machine,
    join_address,
    own_addresses,
    served_here,
    served_on,
)

ROOM = served_on(["192.168.1.7", "fd00::7"], 8000, "Laptop")


@pytest.mark.parametrize(
    "host",
    [
        "192.168.1.7:8000",
        "127.0.0.1:8000",
        "localhost:8000",
        "LOCALHOST:8000",
        "[::1]:8000",
        "[fd00::7]:8000",
        "laptop:8000",
        "laptop.local:8000",
    ],
)
def test_names_that_are_served_are_believed(host: str) -> None:
    assert ROOM.believes(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "192.168.1.7",
        "192.168.1.7:80",
        "192.168.1.8:8000",
        "evil.example:8000",
        "localhost.evil.example:8000",
        "localhost:8000@evil.example",
        "evil.example@localhost:8000",
        "localhost:8000/x",
        "localhost:x",
        "localhost:99999",
        "[::1:8000",
        "[::2]:8000",
    ],
)
def test_other_names_are_not(host: str) -> None:
    assert not ROOM.believes(host)


def test_a_machine_alone_believes_only_its_own_names() -> None:
    here = served_here(8000)
    assert here.believes("localhost:8000")
    assert not here.believes("192.168.1.7:8000")
    assert here.address == "http://127.0.0.1:8000"


def test_the_usual_port_need_not_be_said() -> None:
    assert served_here(80).believes("localhost")


def test_a_page_elsewhere_is_not_our_own() -> None:
    assert ROOM.is_own("")
    assert ROOM.is_own("null")
    assert ROOM.is_own("http://192.168.1.7:8000")
    assert not ROOM.is_own("http://evil.example")
    assert not ROOM.is_own("https://192.168.1.7:8000")


def test_who_sits_at_this_machine() -> None:
    assert is_this_machine("127.0.0.1")
    assert is_this_machine("::1")
    assert is_this_machine("::ffff:127.0.0.1")
    assert not is_this_machine("192.168.1.7")
    assert not is_this_machine(None)


def test_what_is_shown_can_be_joined_by_a_code_in_the_address() -> None:
    assert join_address(ROOM.address, "CDFG") == "http://192.168.1.7:8000/?code=CDFG"


def test_a_machine_is_never_told_to_be_reached_by_itself() -> None:
    assert not [address for address in own_addresses() if is_this_machine(address)]


def test_every_network_of_a_machine_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    adapters = [
        Adapter("lo", "lo", [IP("127.0.0.1", 8, "lo")]),
        Adapter("eth0", "eth0", [IP(("fe80::1", 0, 2), 64, "eth0"), IP("10.0.0.7", 24, "eth0")]),
        Adapter("hotspot", "hotspot", [IP("192.168.137.1", 24, "hotspot")]),
        Adapter("asleep", "asleep", [IP("169.254.3.4", 16, "asleep")]),
    ]
    monkeypatch.setattr("ifaddr.get_adapters", lambda: adapters)
    found = own_addresses()
    assert [one for one in found if one in {"10.0.0.7", "192.168.137.1"}] == [
        "10.0.0.7",
        "192.168.137.1",
    ]
    assert "169.254.3.4" not in found


def test_the_address_that_a_request_came_to_is_believed_and_no_other_name() -> None:
    assert ROOM.believes("192.168.137.1:8000", "192.168.137.1")
    assert ROOM.is_own("http://192.168.137.1:8000", "192.168.137.1")
    assert ROOM.believes("[fd00::2]:8000", "fd00::2")
    assert not ROOM.believes("evil.example:8000", "192.168.137.1")
    assert not ROOM.believes("192.168.137.1:80", "192.168.137.1")
    assert not ROOM.believes(":8000", "")
