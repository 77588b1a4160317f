"""The project's one command line: what `scripts/fuzz` runs."""
