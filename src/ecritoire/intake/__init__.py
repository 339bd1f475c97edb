"""Bytes to invoices: what a supplier sent, as one :class:`~ecritoire.domain.invoice.Invoice` whatever the syntax.

Pure functions. Whoever calls them stores the file, whatever they say: an :class:`IntakeError` tells whether the
original is worth keeping (``keep_original``).
"""

from ecritoire.intake.document import ReadDocument, read_document, read_path
from ecritoire.intake.errors import IntakeError
from ecritoire.intake.flags import Flag

__all__ = ["Flag", "IntakeError", "ReadDocument", "read_document", "read_path"]
