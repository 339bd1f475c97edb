"""The pages, by the same areas as the apps."""
