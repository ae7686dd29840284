"""The `vraagbaak evaluate` commands, one file a group."""
