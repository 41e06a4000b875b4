"""The house: who may load what, and what the library promises."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import scr_sim

QUIET = (
    "scr_sim",
    "scr_sim.text.prose",
    "scr_sim.text.labels",
    "scr_sim.text.stances",
    "scr_sim.text.glossary",
    "scr_sim.text.support",
    "scr_sim.text.templates",
    "scr_sim.scenario",
    "scr_sim.engine",
    "scr_sim.debriefs",
    "scr_sim.exploration",
    "scr_sim.graph",
    "scr_sim.manuscripts",
    "scr_sim.store",
    "scr_sim.services",
    "scr_sim.plain",
    "scr_sim.lsp",
    "scr_sim.lsp.open_files",
    "scr_sim.cli",
    "scr_sim.cli.launcher",
    "scr_sim.cli.serve",
    "scr_sim.cli.group",
)


def test_only_the_screen_loads_the_screens_libraries() -> None:
    code = (
        "import os, sys; from importlib import import_module\n"
        "heavy = ('textual', 'rich', 'aiohttp', 'segno', 'textual_serve', 'watchfiles', 'pygls')\n"
        # Each in a copy of the process that has loaded nothing yet.
        f"for module in {QUIET}:\n"
        "    if os.fork():\n"
        "        if os.wait()[1]: sys.exit(1)\n"
        "        continue\n"
        "    import_module(module); from scr_sim.scenario import ids; ids()\n"
        "    loaded = [m for m in heavy if m in sys.modules]\n"
        "    sys.exit(f'{module} loads {loaded}' if loaded else 0)\n"
        "print('none does')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "none does\n", done.stderr


def test_the_screen_does_load_them() -> None:
    code = "import sys, scr_sim.tui.app; print('textual' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"


def test_the_first_frame_does_not_wait_for_what_it_does_not_show() -> None:
    code = (
        "import sys, scr_sim.__main__, scr_sim.cli.launcher;"
        "import scr_sim.services.settings, scr_sim.tui.app, scr_sim.web.visitor_app;"
        "heavy = ('pydantic', 'yaml', 'markdown_it', 'textual.document');"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_library_is_what_its_docstring_says() -> None:
    for name in scr_sim.__all__:
        assert getattr(scr_sim, name) is not None
    with pytest.raises(AttributeError):
        _ = scr_sim.nothing


def test_the_librarys_functions_are_no_rooms() -> None:
    import scr_sim.debriefs
    import scr_sim.exploration

    scenario = scr_sim.load("cancelled-icpc")
    assert scr_sim.explore(scenario) == scr_sim.exploration.explore(scenario)
    assert scr_sim.explore(scenario, limit=10).complete is False
    assert not callable(scr_sim.exploration)
    assert not callable(scr_sim.debriefs)


def test_records_of_more_than_three_fields_take_them_by_name() -> None:
    """Dataclasses and structs, that is: a named tuple is taken apart by place as well."""
    positional = []
    for path in sorted(Path(scr_sim.__file__).parent.rglob("*.py")):
        for made in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(made, ast.ClassDef):
                continue
            fields = [
                one
                for one in made.body
                if isinstance(one, ast.AnnAssign) and "ClassVar" not in ast.unparse(one.annotation)
            ]
            said = [ast.unparse(one) for one in (*made.decorator_list, *made.keywords)]
            is_record = any(one.startswith("dataclass") for one in said) or "Struct" in [
                ast.unparse(base) for base in made.bases
            ]
            if is_record and len(fields) > 3 and not any("kw_only=True" in one for one in said):
                positional.append(f"{path.name}: {made.name}")
    assert positional == []
