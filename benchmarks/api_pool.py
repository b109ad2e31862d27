"""Grade a stock course by a pool of processes that each call nbgrader's API: what a script can do.

python benchmarks/api_pool.py PART JOBS        in the directory of the course
"""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path

from nbgrader.apps import NbGraderAPI
from nbgrader.apps.nbgraderapp import NbGrader


def autograde(student: str) -> None:
    """Grade one student; the API and its configuration are made once a process."""
    global api
    if api is None:
        app = NbGrader()
        app.initialize([])
        api = NbGraderAPI(config=app.config)
    done = api.autograde(sys.argv[1], student, force=True, create=True)
    if not done["success"]:
        raise RuntimeError(done.get("error") or done.get("log"))


api: NbGraderAPI | None = None

if __name__ == "__main__":
    students = sorted(path.name for path in Path("submitted").iterdir())
    with multiprocessing.get_context("spawn").Pool(int(sys.argv[2])) as pool:
        pool.map(autograde, students, chunksize=1)
