"""Schemas beside the files that they describe, for editors: a relative path on any machine."""

from __future__ import annotations

import json
from pathlib import Path

from scr_sim import whole_files
from scr_sim.scenario.model.json_schema import KINDS, SchemaKind, schema

#: The folder beside scenarios that the schemas are written to.
FOLDER = ".scr-sim"


def schema_path(kind: SchemaKind) -> Path:
    """Return where a kind's schema is, from the folder of the files that it describes."""
    return Path(FOLDER) / f"{kind}.schema.json"


def first_line(schema: str) -> str:
    """Return the line at the top of a file that tells an editor where its schema is."""
    return f"# yaml-language-server: $schema={schema}"


def write_schemas(folder: Path, kinds: tuple[SchemaKind, ...] = tuple(KINDS)) -> list[Path]:
    """Write schemas beside the files of a folder and return where; older ones are replaced.

    Raises `OSError`.
    """
    written = []
    for kind in kinds:
        path = folder / schema_path(kind)
        path.parent.mkdir(exist_ok=True)
        text = json.dumps(schema(kind), ensure_ascii=False, indent=2)
        whole_files.put(path, f"{text}\n".encode())
        written.append(path)
    return written
