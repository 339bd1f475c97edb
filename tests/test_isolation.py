"""Each process of a parallel run keeps its files to itself."""

import os
from pathlib import Path

from ecritoire.apps import files


def test_stored_files_are_in_the_directory_of_this_process() -> None:
    assert files.path_of("0" * 64).is_relative_to(Path(os.environ["ECRITOIRE_DATA"]))
