"""Files of almost 5 MiB made to cost as much as they can, one function each.

Run as a program: for each folder that a line names, checks the file there and prints the most
memory used, in MiB, and the number of errors.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import yaml

MOST = 5 * 1024 * 1024
HEAD = "format: 1\nid: hostile\nreview: family-m\nstart: a0\n"


class _Filled:
    """A head, as many items as there is room for, and a foot."""

    def __init__(self, head: str, item: Callable[[int], str], foot: str = "") -> None:
        self.head = head
        self.item = item
        self.foot = foot

    def text(self, most_items: int | None) -> str:
        parts = [self.head]
        room = MOST - len(self.head.encode()) - len(self.foot.encode())
        number = 0
        while number != most_items:
            text = self.item(number)
            room -= len(text.encode())
            if room < 0:
                break
            parts.append(text)
            number += 1
        return "".join([*parts, self.foot])

    def values(self) -> int:
        """Return how many values one item has."""
        return self._values(2) - self._values(1)

    def _values(self, items: int) -> int:
        kinds = (yaml.ScalarEvent, yaml.CollectionStartEvent, yaml.AliasEvent)
        text = self.text(items)
        return sum(isinstance(event, kinds) for event in yaml.parse(text, Loader=yaml.CSafeLoader))


CHOICE = "{id: a%d, stance: accept, label: x, next: nowhere, debrief: {because: x}}"

FILES: dict[str, _Filled | Callable[[], str]] = {
    "tiny flow items": _Filled(HEAD + "aims: [", lambda _: "a,", "]\n"),
    "tiny empty lists": _Filled(HEAD + "aims: [", lambda _: "[],", "]\n"),
    "tiny mappings": _Filled(HEAD + "aims: [", lambda _: "{},", "]\n"),
    "tiny block items": _Filled(HEAD + "aims:\n", lambda _: "- 1\n"),
    "many keys at the top": _Filled(HEAD, lambda n: f"a{n}: []\n"),
    "many keys of one name": _Filled(HEAD, lambda _: "a: []\n"),
    "many numbers as keys": _Filled(HEAD, lambda n: f"{n}: 1\n"),
    "deep flow": lambda: HEAD + "aims: " + "[" * (MOST - 100),
    "deep flow of mappings": lambda: HEAD + "aims: " + "{a: " * (MOST // 4 - 100),
    "deep blocks": lambda: HEAD + "aims:\n" + "- " * (MOST // 2 - 100),
    "many fairly deep lists": _Filled(HEAD + "aims: [", lambda _: "[" * 40 + "]" * 40 + ",", "]\n"),
    "one huge text": lambda: HEAD + 'title: "' + "x" * (MOST - 100) + '"\n',
    "one huge plain text": lambda: HEAD + "title: " + "x" * (MOST - 100) + "\n",
    "one huge comment": lambda: HEAD + "# " + "x" * (MOST - 100) + "\n",
    "one huge key": lambda: HEAD + "x" * (MOST - 100) + ": 1\n",
    "huge wide text": lambda: HEAD + 'title: "' + "\U0001f9e9" * (MOST // 4 - 100) + '"\n',
    "only line ends": lambda: HEAD + "\n" * (MOST - 100),
    "only carriage returns": lambda: HEAD + "\r" * (MOST - 100),
    "alias bomb": lambda: (
        "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 20))
    ),
    "many aliases": _Filled(HEAD + "title: &t x\naims: [", lambda _: "*t ,", "]\n"),
    "many anchors": _Filled(HEAD + "aims: [", lambda n: f"&a{n} x,", "]\n"),
    "unknown aliases": _Filled(HEAD + "title: &t x\naims: [", lambda n: f"*a{n} ,", "]\n"),
    "many tags": _Filled(HEAD + "aims: [", lambda _: "!x a,", "]\n"),
    "many documents": _Filled(HEAD, lambda _: "---\n"),
    "control characters": lambda: HEAD + "title: " + "\x01" * (MOST - 100) + "\n",
    "control escapes": lambda: HEAD + 'title: "' + "\\0" * (MOST // 2 - 100) + '"\n',
    "foreign line ends": lambda: HEAD + "title: " + "\u2028" * (MOST // 3 - 100) + "\n",
    "aims of the wrong kind": _Filled(HEAD + "aims: [", lambda _: "[a,[]],", "]\n"),
    "scenes of the wrong kind": _Filled(HEAD + "scenes:\n", lambda n: f"  a{n}: []\n"),
    "scenes of no kind": _Filled(HEAD + "scenes:\n", lambda n: f"  a{n}: {{}}\n"),
    "scenes with bad ids": _Filled(HEAD + "scenes:\n", lambda n: f"  A{n}: {{}}\n"),
    "empty passages": _Filled(HEAD + "scenes:\n", lambda n: f"  a{n}: {{next: x}}\n"),
    "long ids": _Filled(
        HEAD + "scenes:\n", lambda n: f"  {'a' * 500}{n}: {{next: {'b' * 500}{n}}}\n"
    ),
    "endings of one key": _Filled(HEAD + "scenes:\n", lambda n: f"  a{n}: {{ending: 1}}\n"),
    "poor choices": _Filled(
        HEAD + "scenes:\n  a:\n    title: A\n    text: A\n    choices:\n",
        lambda n: f"      - {CHOICE % n}\n",
    ),
    "choices of the wrong kind": _Filled(
        HEAD + "scenes:\n  a:\n    choices: [", lambda _: "1,", "]\n"
    ),
    "choices that are empty": _Filled(
        HEAD + "scenes:\n  a:\n    choices: [", lambda _: "{},", "]\n"
    ),
    "unknown notes": _Filled(
        HEAD + "scenes:\n  a:\n    ending: {title: A, kind: mixed}\n    notes: [",
        lambda n: f"n{n},",
        "]\n",
    ),
    "unknown findings": _Filled(
        HEAD + "scenes:\n  a:\n    choices:\n      - stance: accept\n        debrief:\n"
        "          echoes: [",
        lambda _: "99,",
        "]\n",
    ),
    "notes that are empty": _Filled(HEAD + "notes:\n", lambda n: f"  a{n}: {{}}\n"),
    "unused notes": _Filled(
        HEAD + "notes:\n", lambda n: f"  a{n}: {{kind: record, from: A, text: A}}\n"
    ),
    "bad notes": _Filled(
        HEAD + "notes:\n", lambda n: f"  a{n}: {{kind: recrd, from: [], txt: A}}\n"
    ),
    "variables": _Filled(HEAD + "variables:\n", lambda n: f"  a{n}: {{start: x}}\n"),
    "unknown names in prose": lambda: (
        HEAD
        + "trainer:\n  opening:\n"
        + "".join("    - " + "{abc}" * 19_000 + "\n" for _ in range(50))
    ),
    "braces in prose": lambda: (
        HEAD + "trainer:\n  opening:\n" + "".join("    - " + "{" * 90_000 + "\n" for _ in range(50))
    ),
    "bad conditions": _Filled(
        HEAD + "trainer:\n  opening:\n",
        lambda n: f"    - {{if: '{'(' * 25}a{n} +', text: a}}\n",
    ),
    "long chains of conditions": _Filled(
        HEAD + "trainer:\n  opening:\n",
        lambda n: f"    - {{if: '{' or '.join(['x'] * 99)}', text: a}}\n",
    ),
    "unknown names everywhere": _Filled(
        HEAD
        + "notes:\n"
        + "".join(f"  abcdefgh{n}: {{}}\n" for n in range(20_000))
        + "trainer:\n  opening:\n",
        lambda n: f"    - {{if: 'held(\"abcdefghi{n}x\")', text: a}}\n",
    ),
    "links without end": _Filled(
        HEAD + "scenes:\n", lambda n: f"  a{n}: {{next: a{(n + 1) % 1000}}}\n"
    ),
    "one loop of passages": lambda: (
        HEAD
        + "scenes:\n"
        + "".join(
            f"  a{n}: {{title: a, text: a, next: a{(n + 1) % 30_000}}}\n" for n in range(30_000)
        )
        .replace("  a0:", "  a:")
        .replace("next: a0}", "next: a}")
    ),
    "not UTF-8": lambda: HEAD + "title: " + "\udc80" * (MOST - 100) + "\n",
}


def has_items(name: str) -> bool:
    """Return whether a file is made of items, so that it can be made smaller."""
    return isinstance(FILES[name], _Filled)


def raw(name: str, most_values: int | None = None) -> bytes:
    """Return the bytes of one of the files, if wanted with not too many values to be read."""
    made = FILES[name]
    if not isinstance(made, _Filled):
        text = made()
    else:
        text = made.text(most_values and most_values // max(1, made.values()))
    return text.encode("utf-8", "surrogateescape")


def most_used() -> int:
    """Return the most memory that this process has used, in KiB."""
    # The kernel's resource usage may count the parent's memory from before the exec.
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    """Check the file in each folder that is named, in a process of its own, and print what it took.

    All begin as copies of this process, so that what they need is imported once.
    """
    from scr_sim.scenario import check_files

    for folder in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.alarm(120)
            (checked,) = check_files([Path(folder.rstrip("\n")) / "hostile.yaml"])
            errors = sum(problem.severity == "error" for problem in checked.problems)
            print(most_used() // 1024, errors, flush=True)
            os._exit(0)
        if status := os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
            print(f"ended with {status}", flush=True)


if __name__ == "__main__":
    # A bound above the test's own, so that a mistake here never takes the whole machine.
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    main()
