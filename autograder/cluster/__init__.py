"""Grading on many machines, by Dask: workers run engines, the client alone writes."""

from autograder.errors import UsageError

try:
    import distributed  # noqa: F401 - an extra: said once, for every module of this package
except ImportError as error:
    raise UsageError(
        f"--scheduler needs Dask ({error}): pip install -c constraints.txt -e '.[cluster]', on the "
        "workers' machines too."
    ) from error
