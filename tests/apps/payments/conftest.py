"""The ground these tests stand on."""

from tests.apps.ground import claire, company, other_company, paul

__all__ = ["claire", "company", "other_company", "paul"]
