"""Run a command of Écritoire that takes every file for a large one, and has a helper of the kind said.

``helper`` writes its half, ``absent`` cannot start.
"""

import os
import sys

HELPERS = {"helper": "ecritoire.apps.exports.second_half", "absent": "ecritoire.no_such_module"}


def main(helper: str, arguments: list[str]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "ecritoire.settings"
    os.environ["ECRITOIRE_EXPORT_PROCESSES"] = "2"
    import django

    django.setup()
    from ecritoire.apps.exports import entries_file
    from ecritoire.cli import main as ecritoire

    entries_file.LARGE_ENTRIES = 2
    entries_file.HELPER = HELPERS[helper]
    sys.argv = ["ecritoire", *arguments]
    ecritoire()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
