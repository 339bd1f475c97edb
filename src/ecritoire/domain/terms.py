"""Payment terms: when an invoice that states no due date is due (C. com. art. L441-10)."""

from calendar import monthrange
from datetime import date, timedelta

MOST_DAYS = 180  # beyond, it is a slip of the keyboard: the law stops at 60 days, a few trades at 180


def due_date_by_terms(invoice_date: date, days: int, *, end_of_month: bool) -> date:
    """So many days after the invoice, then, if the terms say so, the end of that month.

    >>> due_date_by_terms(date(2026, 10, 14), 45, end_of_month=True)
    datetime.date(2026, 11, 30)
    """
    due = invoice_date + timedelta(days=days)
    return due.replace(day=monthrange(due.year, due.month)[1]) if end_of_month else due
