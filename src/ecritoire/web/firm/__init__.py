"""The companies of an accounting firm, side by side."""
