"""Plain data in, content for the screen out: no widget, no message, nothing that waits."""
