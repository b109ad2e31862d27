#!/usr/bin/env bash
# Run nbgrader's own tests of `nbgrader autograde` with this project's Execute step in it: whoever
# grades another course with our configuration must see what nbgrader promises.
#
# The list of steps is read from nbgrader_config.py, so that what is tested is what is used. Only
# that list: the rest of the file is about this course, and nbgrader's tests bring their own.
#
#     selftests/nbgrader_suite.sh [PYTEST OPTION...]      needs an activated environment
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/autograder-nbgrader-XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir "$work/config" "$work/run"

python - "$root" >"$work/config/nbgrader_config.py" <<'PY'
import sys

from traitlets.config import PyFileConfigLoader

config = PyFileConfigLoader("nbgrader_config.py", path=sys.argv[1]).load_config()
print("c = get_config()")
print(f"c.Autograde.autograde_preprocessors = {list(config.Autograde.autograde_preprocessors)!r}")
PY
grep -q SandboxExecute "$work/config/nbgrader_config.py"  # otherwise nbgrader is what is tested

# From a directory of its own: nbgrader writes into the current one, and a course found above it
# would be taken for the one that is graded.
cd "$work/run"
unset AUTOGRADER_COURSE
export JUPYTER_CONFIG_DIR="$work/config"
python -m pytest -p no:cacheprovider --pyargs nbgrader.tests.apps.test_nbgrader_autograde \
    -o addopts= -q -W ignore "$@"
