"""Run the command line with ``python -m ecritoire``."""

from ecritoire.cli import main

main()
