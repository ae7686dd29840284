"""The parts of the `vraagbaak` command, one file a group of commands."""
