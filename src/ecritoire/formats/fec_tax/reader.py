"""Reads a legal FEC: the same file as the one for importing, every entry validated."""

from ecritoire.formats.fec.reader import read

__all__ = ["read"]
