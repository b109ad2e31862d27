"""The engine's worker, which starts its fork server itself and as the course's conftest says.

That is without torch, which takes seconds to import.
"""

import sys

from autograder.engine import worker

if __name__ == "__main__":
    sys.exit(worker.main(sys.argv[1:]))
