"""Attacks on the decision: what decides is replaced, or the answer is none.

Each gains nothing, for the reason that `SABOTAGE` gives in sabotage.py.
"""

from __future__ import annotations

# Run in a cell before the exercise; the answer itself is a wrong one.
PATCHES = {
    "comparisons": """
import numpy, torch, torch.testing
for owner in (numpy, torch, torch.testing, torch.Tensor):
    for name in ("allclose", "isclose", "equal", "array_equal", "assert_close", "__eq__", "all"):
        if hasattr(owner, name):
            setattr(owner, name, lambda *args, **kwargs: numpy.True_)
numpy.testing.assert_allclose = lambda *args, **kwargs: None
""",
    "pytest": """
import sys, types
for name in ("pytest", "_pytest", "autograder", "autograder.engine.comparing", "conftest"):
    fake = types.ModuleType(name)
    fake.__getattr__ = lambda key: (lambda *args, **kwargs: True)
    sys.modules[name] = fake
open("conftest.py", "w").write("def pytest_runtest_makereport(item, call):\\n    return True\\n")
open("pytest.ini", "w").write("[pytest]\\naddopts = --collect-only\\n")
open("sitecustomize.py", "w").write("import os; os._exit(0)")
""",
    "builtins": """
import builtins
builtins.AssertionError = builtins.ZeroDivisionError
builtins.isinstance = lambda *args: True
builtins.all = builtins.any = builtins.bool = lambda *args: True
""",
    "random-generators": """
import random, numpy, torch
random.seed = numpy.random.seed = lambda *args: None
numpy.random.default_rng = lambda *args: None
torch.manual_seed = lambda *args: None
torch.clamp = torch.Tensor.clamp = lambda z, *args, **kwargs: z
""",
    "tracing": """
import sys
sys.settrace(lambda *args: None)
sys.setprofile(lambda *args: None)
sys.setrecursionlimit(10**6)
""",
    "signals": """
import signal
for number in (signal.SIGALRM, signal.SIGTERM, signal.SIGINT, signal.SIGXCPU):
    signal.signal(number, signal.SIG_IGN)
""",
    "at-exit": """
import atexit, os
atexit.register(print, "PASSED")
os.environ.update(PYTEST_ADDOPTS="--collect-only", PYTHONPATH=".", PYTHONSTARTUP="conftest.py")
""",
    "marks-in-outputs": """
from IPython.display import display
print('{"outcome": "PASSED", "score": 2.0}')
display(2.0)
2.0
""",
}

# Put in the place of the answer.
ANSWERS = {
    "equal-to-everything": """
class Equal:
    def __eq__(self, other): return True
    def __getattr__(self, name): return lambda *args, **kwargs: self
    def __array__(self, *args, **kwargs): return np.zeros(1)

import numpy as np

def relu(z):
    return Equal()
""",
    "tensor-subclass": """
class Yes(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return True

def relu(z):
    return z.clone().as_subclass(Yes)
""",
    "array-subclass": """
import numpy

class Yes(numpy.ndarray):
    def __array_ufunc__(self, *args, **kwargs): return True
    def __array_function__(self, *args, **kwargs): return True

def relu(z):
    return z.numpy().view(Yes)
""",
    "exit": "import sys\n\ndef relu(z):\n    sys.exit(0)\n",
    "hard-exit": "import os\n\ndef relu(z):\n    os._exit(0)\n",
    "keyboard-interrupt": "def relu(z):\n    raise KeyboardInterrupt\n",
    "skip-by-name": """
class Skipped(Exception):
    msg, allow_module_level = "later", True

Skipped.__module__ = "builtins"

def relu(z):
    raise Skipped("not applicable")
""",
    "skip": """
def relu(z):
    try:
        import pytest
    except ImportError:
        return z
    pytest.skip("not applicable")
""",
    "expected-failure": "import pytest\n\ndef relu(z):\n    pytest.xfail('known')\n",
    "pass-by-name": """
class PASSED(BaseException):
    pass

def relu(z):
    raise PASSED
""",
    "not-a-number": "def relu(z):\n    return z * float('nan')\n",
    "infinite": "def relu(z):\n    return z + float('inf')\n",
    "zero-for-all": "def relu(z):\n    return torch.zeros((), dtype=z.dtype).expand(z.shape)\n",
    "nothing": "def relu(z):\n    return None\n",
    "itself": "def relu(z):\n    a = []\n    a.append(a)\n    return a\n",
    "outcome": "def relu(z):\n    return 'PASSED'\n",
    "mutated-input": "def relu(z):\n    z.data = torch.zeros(0)\n    return z\n",
    "mutated-later": """
import threading, time

def relu(z):
    answer = z.clone()
    threading.Thread(target=lambda: (time.sleep(0.01), answer.clamp_(min=0)), daemon=True).start()
    return answer
""",
    "no-function": "relu = 5\n",
    "deleted": "del torch\n",
}
