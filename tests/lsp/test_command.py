"""The command that editors start."""

from __future__ import annotations

import subprocess
import sys


def test_without_the_library_it_says_how_to_get_it() -> None:
    code = (
        "import sys; sys.modules['pygls'] = None\n"
        "from scr_sim.cli.main import main; sys.exit(main(['lsp']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install 'scr-sim[lsp]'" in done.stderr
    assert "Traceback" not in done.stderr
