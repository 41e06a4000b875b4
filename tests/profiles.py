"""How many examples a property is tried with: as CI runs, and thoroughly.

``--hypothesis-profile=thorough`` tries ten times as many of each.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

#: How many examples a cheap property is tried with; a costly one names a smaller number.
_USUAL = 100
#: Random stories are large, and some are too wide for what they are held against.
_LARGE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def register() -> None:
    """Make the profiles known; the default one counts where none is named."""
    # Said out loud, as on a CI machine hypothesis would otherwise try the same examples for ever.
    for name, most in (("default", _USUAL), ("thorough", 10 * _USUAL)):
        settings.register_profile(
            name, max_examples=most, deadline=None, derandomize=False, print_blob=True
        )
    settings.load_profile("default")


def examples(usual: int) -> int:
    """Return how many examples to try where the default profile tries ``usual`` many."""
    return usual * settings().max_examples // _USUAL


def of_stories(usual: int = 30) -> settings:
    """Return the settings of a property of random stories, which are costly to make."""
    return settings(max_examples=examples(usual), suppress_health_check=_LARGE)
