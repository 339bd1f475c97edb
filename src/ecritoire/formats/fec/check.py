"""Check any FEC file: ``check_fec(path)`` says what is wrong with it, line by line, in sentences."""

from ecritoire.formats.fec_check.checking import check_fec
from ecritoire.formats.fec_check.findings import FecReport, Finding

__all__ = ["FecReport", "Finding", "check_fec"]
