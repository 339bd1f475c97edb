"""Approval (validation): asked of a named person, who says yes or no. It informs; it changes no entry."""
