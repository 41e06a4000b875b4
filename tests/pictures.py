"""Makes the README's picture from the app: ``python -m tests.pictures``."""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path

from tests.app_driver import act, opened, start_playing

PICTURE = Path(__file__).parent.parent / "assets" / "pictures" / "play.svg"
SIZE = (112, 34)


async def make() -> str:
    """Return the play screen of the first scenario as SVG, a little way in."""
    async with opened(SIZE, "headlice-account") as (app, pilot):
        screen = await start_playing(app, pilot)
        enquiry = next((e for e in screen.kept.play.enquiries() if e.can_make), None)
        if enquiry is not None:
            await act(app, pilot, f"?{enquiry.id}")
        return app.export_screenshot(title="scr-sim")


def main() -> None:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["SCR_SIM_HOME"] = home
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_text(asyncio.run(make()), encoding="utf-8")
    print(f"Written to {PICTURE}")


if __name__ == "__main__":
    main()
