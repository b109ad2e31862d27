"""The engine's worker, which starts its fork server itself and as the course's conftest says.

That is without torch, which takes seconds to import.
"""

import sys

from autograder.engine import start

if __name__ == "__main__":
    start.launched = lambda *_: None
    sys.exit(start.serve(sys.argv[1:], (), []))
