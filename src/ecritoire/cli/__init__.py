"""The commands, by the same areas as the apps."""
