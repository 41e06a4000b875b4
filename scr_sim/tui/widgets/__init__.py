"""Small widgets with messages; each does one thing and knows nothing of files kept."""
