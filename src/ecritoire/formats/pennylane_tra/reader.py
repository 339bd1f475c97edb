"""Reads a TRA; Pennylane asks for nothing else."""

from ecritoire.formats.cegid_tra.reader import read

__all__ = ["read"]
