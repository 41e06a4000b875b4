"""Screens only arrange widgets and relay their messages."""
