"""``python serving_program.py LOG [--resume]``: hold an exercise in a process of its own.

Says “ready” with its port and keys once it answers, and is then killed.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from scr_sim.group.server.addresses import served_here
from scr_sim.group.server.application import listen, serving
from scr_sim.group.server.launch import begin, resume
from scr_sim.group.server.log_file import LogFile
from scr_sim.scenario import load


async def main(path: Path, *, resuming: bool) -> None:
    scenario = load("cancelled-icpc")
    if resuming:
        log, found = LogFile.resume(path)
        host = resume(scenario, log, found)
        listening = listen(host.room.opened.port, lan=False)
    else:
        listening = listen(0, lan=False)
        host = begin(scenario, path, port=listening.getsockname()[1])
    opened = host.room.opened
    async with host, serving(host, served_here(opened.port), listening):
        ready = {"port": opened.port, "code": opened.code, "key": opened.console_key}
        print(json.dumps(ready), flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), resuming="--resume" in sys.argv))
