"""The verbs of the command line, one file each. A verb adds its arguments and runs."""
