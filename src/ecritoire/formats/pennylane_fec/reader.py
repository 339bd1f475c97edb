"""Reads a FEC; Pennylane asks for nothing more."""

from ecritoire.formats.fec.reader import read

__all__ = ["read"]
