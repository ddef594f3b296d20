"""Settings and database of the shop."""
