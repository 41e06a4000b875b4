"""What every story of the library is held to."""
