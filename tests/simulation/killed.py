"""Run a command of Écritoire and die by SIGKILL at the n-th thing it does to the outside.

Things that count: each SQL statement, each commit, each write, synchronisation and renaming of a file. With 0 the
command runs to its end, and the number of things it did is written to the file named second.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


class Countdown:
    """Counts what the process does, and kills it when its turn comes."""

    def __init__(self, deadly: int) -> None:
        self.deadly = deadly
        self.done = 0

    def tick(self) -> None:
        self.done += 1
        if self.done == self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever the function gives
            self.tick()  # before it happens
            result = function(*args, **kwargs)
            self.tick()  # after it happened
            return result

        return counted


def main(deadly: int, count_path: Path, arguments: list[str]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "ecritoire.settings"
    import django

    django.setup()
    from django.db import connection

    from ecritoire.apps import files
    from ecritoire.cli import main as ecritoire

    countdown = Countdown(deadly)

    def on_statement(execute: Callable[..., Any], *args: Any) -> Any:  # noqa: ANN401 - as above
        return countdown.around(execute)(*args)

    connection.execute_wrappers.append(on_statement)
    backend: Any = connection
    backend._commit = countdown.around(backend._commit)
    os.fsync = countdown.around(os.fsync)
    Path.replace = countdown.around(Path.replace)  # type: ignore[method-assign]
    files.Draft.write = countdown.around(files.Draft.write)  # type: ignore[method-assign]
    sys.argv = ["ecritoire", *arguments]
    try:
        ecritoire()
    finally:
        count_path.write_text(str(countdown.done))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
