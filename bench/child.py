"""Running one step in a process of its own, so that its peak memory is its alone.

``python -m bench.child STEP COUNT`` runs a step of ``bench.steps`` and writes its figures as JSON on the last line.
"""

import json
import resource
import subprocess
import sys

from bench.databases import Environment

Figures = dict[str, float]


def run(step: str, count: int, environment: Environment) -> Figures:
    """Run a step in a new process; add its peak memory, ``peak_mb``, to its figures, that of a helper included.

    Raises:
        subprocess.CalledProcessError: it failed; what it said is on standard error.
    """
    command = [sys.executable, "-m", "bench.child", step, str(count)]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def main(step: str, count: int) -> None:
    """Run a step in this process and write down its figures."""
    import django

    django.setup()
    from bench.steps import STEPS

    figures = STEPS[step](count)
    peak_kib = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({**figures, "peak_mb": peak_kib / 1024}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
