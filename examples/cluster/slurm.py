"""Grade a part on a SLURM cluster: python examples/cluster/slurm.py PART [OPTION of grade ...]

Run it in the course, on a node that jobs can reach. It needs `pip install dask-jobqueue` beside the
extra `cluster`, and the same environment on every node. Adapt the queue, the times and the sizes to
your site. With `--show` it prints the job that it would submit, and submits nothing.
"""

from __future__ import annotations

import subprocess
import sys

from dask_jobqueue import SLURMCluster

JOBS = 20  # at once; SLURM may give fewer, and give them late


def cluster(gpu: bool) -> SLURMCluster:
    """Return a scheduler in this process, without jobs yet: one core, one worker a job."""
    return SLURMCluster(
        queue="gpu" if gpu else "cpu",
        walltime="01:00:00",
        cores=1,
        processes=1,
        # An engine with torch, its fork server and one sandbox; more where `part.toml` allows more.
        memory="4GB",
        job_extra_directives=["--gres=gpu:1"] if gpu else [],
        # Without a nanny: what is to be restarted, SLURM and the grader restart.
        nanny=False,
        worker_extra_args=["--resources", "GPU=1"] if gpu else [],
    )


def main(arguments: list[str]) -> int:
    """Start the jobs, grade, and end them."""
    gpu = "cuda" in arguments
    with cluster(gpu) as jobs:
        if "--show" in arguments:
            print(jobs.job_script())
            return 0
        # Not `adapt`: it counts what waits on workers, and a class waits at the client.
        jobs.scale(jobs=JOBS)
        grade = ["autograder", "grade", *arguments, "--scheduler", jobs.scheduler_address]
        return subprocess.run([sys.executable, "-m", *grade], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
