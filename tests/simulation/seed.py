"""Fill an installation: one company, some paid invoices that nothing keeps from being exported."""

import os
import sys


def main(count: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "ecritoire.settings"
    import django

    django.setup()
    from ecritoire.apps.exports.startup import make_ready
    from tests.apps.exports.books import invoices, new_company

    make_ready()
    invoices(new_company(), count, paid=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
