"""The command line's changes of files: `check --fix` and `rename`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.test_cli import run
from tests.scenario.small import REVIEW
from tests.scenario.test_fixes import SOUND

# -- check --fix


def test_fix_mends_what_is_certain_shows_it_and_checks_again(tmp_path: Path) -> None:
    path = tmp_path / "attic.yaml"
    (tmp_path / "small-review.yaml").write_text(REVIEW, "utf-8")
    broken = SOUND.replace("    title: The street", "    titel: The street")
    path.write_text(broken, "utf-8")
    shown = run("check", str(tmp_path), "--fix", "--dry-run")
    assert path.read_text("utf-8") == broken
    assert "-    titel: The street\n+    title: The street" in shown.stdout
    assert "1 problem would be mended in 1 file; nothing was written." in shown.stdout
    assert shown.returncode == 1
    made = run("check", str(tmp_path), "--fix")
    assert "1 problem mended in 1 file." in made.stdout
    assert made.returncode == 0
    assert path.read_text("utf-8") == SOUND
    again = run("check", str(tmp_path), "--fix", "--format", "json")
    assert json.loads(again.stdout) == []


def test_a_dry_run_says_how_much_would_remain(tmp_path: Path) -> None:
    path = tmp_path / "attic.yaml"
    (tmp_path / "small-review.yaml").write_text(REVIEW, "utf-8")
    broken = SOUND.replace("    title: The street", "    titel: The street")
    path.write_text(broken.replace("kind: mixed", "kind: neither", 1), "utf-8")
    shown = run("check", str(tmp_path), "--fix", "--dry-run")
    said = "1 problem would be mended in 1 file, and 1 problem would remain there"
    assert f"{said}; nothing was written." in shown.stdout


def test_dry_run_alone_is_wrong_use(tmp_path: Path) -> None:
    assert run("check", str(tmp_path), "--dry-run").returncode == 2


# -- rename


def test_rename_shows_what_it_changes_and_changes_it(tmp_path: Path) -> None:
    (tmp_path / "small-review.yaml").write_text(REVIEW, "utf-8")
    path = tmp_path / "attic.yaml"
    path.write_text(SOUND, "utf-8")
    shown = run("rename", str(path), "note", "word", "her-word", "--dry-run")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "-  word:\n+  her-word:" in shown.stdout
    assert "2 places in 1 file would change; nothing was written." in shown.stdout
    assert path.read_text("utf-8") == SOUND
    made = run("rename", str(path), "note", "word", "her-word")
    assert "2 places in 1 file changed." in made.stdout
    assert "notes: [letter, her-word]" in path.read_text("utf-8")
    refused = run("rename", str(path), "note", "letter", "her-word")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "There is “her-word” already" in refused.stderr
