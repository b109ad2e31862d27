"""Honest code that does unusual things keeps its marks."""

from __future__ import annotations

import pytest

from selftests.escapes.lab import RIGHT, Lab, Verdict

CELLS = {
    "prints-a-lot": "for n in range(5000):\n    print('a line of forty characters', n)",
    "own-comparison": "def assert_allclose(a, b):\n    return True\nassert_close = assert_allclose",
    "print-options": "torch.set_printoptions(precision=2)",
    "default-dtype": "torch.set_default_dtype(torch.float64)",
    "seeds": "import random\nrandom.seed(1)\ntorch.manual_seed(1)",
    "warnings-as-errors": "import warnings\nwarnings.simplefilter('error')",
    "inputs": "name = input('Who are you? ')",
    "dataclass": (
        "from dataclasses import dataclass\n@dataclass\nclass Layer:\n    w: torch.Tensor\n"
        "Layer(torch.ones(2))"
    ),
    "inspect": "import inspect\nprint(inspect.getsource(dense_forward))",
    "main-block": "if __name__ == '__main__':\n    print('main')\nelse:\n    raise SystemExit",
    "raises": "1 / 0",
    "syntax-error": "def (",
    "shell": "!ls\n%pip install nothing",
    "magic": "%matplotlib inline\n%timeit -n 1 -r 1 1 + 1",
    "threads-of-torch": "torch.set_num_threads(2)\ntorch.randn(200, 200) @ torch.randn(200, 200)",
    "exit": "exit()",
    "interrupt": "raise KeyboardInterrupt",
    "asynchronous": "import asyncio\nawait asyncio.sleep(0)\nprint('slept')",
    "training": (
        "w = torch.zeros(2, requires_grad=True)\nadam = torch.optim.Adam([w])\n"
        "for _ in range(3):\n    (w - 1).square().sum().backward()\n    adam.step()"
    ),
    "loader": (
        "from torch.utils.data import DataLoader, TensorDataset\n"
        "print(len(list(DataLoader(TensorDataset(torch.randn(8, 2)), num_workers=2))))"
    ),
    "deep-directories": """
import os
for _ in range(2000):
    os.mkdir("d")
    os.chdir("d")
""",
    "unprintable-error": """
class Bad(Exception):
    def __str__(self): raise self
raise Bad
""",
    "at-exit": """
import atexit, time
atexit.register(time.sleep, 60)
""",
    "thread-that-stays": """
import threading
def spin():
    while True: pass
threading.Thread(target=spin).start()
""",
    "figure": "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
}
WORKS = {
    "thread": (
        "import threading\nfound = []\nthread = threading.Thread(target=found.append, args=(1,))\n"
        "thread.start()\nthread.join()\nprint('works', found)",
        "works [1]",
    ),
    "temporary-file": (
        "import tempfile\nwith tempfile.TemporaryDirectory() as place:\n"
        "    open(f'{place}/a', 'w').write('x')\n    print('works', open(f'{place}/a').read())",
        "works x",
    ),
    "save-and-load": (
        "torch.save({'w': torch.ones(2)}, 'model.pt')\n"
        "print('works', torch.load('model.pt')['w'].tolist())",
        "works [1.0, 1.0]",
    ),
    "copy": (
        "import pathlib, shutil\npathlib.Path('a').write_text('x')\nshutil.copy2('a', 'b')\n"
        "print('works', pathlib.Path('b').read_text())",
        "works x",
    ),
    "pool-of-threads": (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "with ThreadPoolExecutor(2) as pool:\n    print('works', list(pool.map(abs, [-1, 2])))",
        "works [1, 2]",
    ),
}
ANSWERS = {
    "not-contiguous": (
        "def relu(z):\n    return torch.stack([z, z], dim=-1).clamp(min=0)[..., 0]\n"
    ),
    "one-element-with-a-stride": (
        "def relu(z):\n    a = z.clamp(min=0)\n    if z.shape[:1] != (1,):\n        return a\n"
        "    return torch.stack([a, a], dim=-1)[..., 0]\n"
    ),
    "needs-gradient": "def relu(z):\n    return z.clone().requires_grad_().clamp(min=0)\n",
    "parameter": (
        "from torch.nn import Parameter\n\ndef relu(z):\n    return torch.where(z > 0, z, 0 * z)\n"
    ),
    "prints": "def relu(z):\n    print('x' * 300_000)\n    return z.clamp(min=0)\n",
    "state": "cache = []\n\ndef relu(z):\n    cache.append(z)\n    return z.clamp(min=0)\n",
    "class-behind-it": (
        "class Activation:\n    def __call__(self, z):\n        return z.clamp(min=0)\n"
        "relu = Activation()\n"
    ),
}


@pytest.mark.parametrize("name", CELLS)
def test_allow_cell(lab: Lab, honest: Verdict, name: str) -> None:
    """A cell of the student's own, whatever becomes of it, costs no point."""
    assert lab.grade(RIGHT, before=CELLS[name]).tests == honest.tests


@pytest.mark.parametrize("name", WORKS)
def test_allow_cell_that_works(lab: Lab, honest: Verdict, name: str) -> None:
    """What needs nothing outside its own directory works in the sandbox as at home."""
    code, printed = WORKS[name]
    verdict = lab.grade(RIGHT, before=code)
    assert printed in verdict.printed
    assert verdict.tests == honest.tests


@pytest.mark.parametrize("name", ANSWERS)
def test_allow_answer(lab: Lab, honest: Verdict, name: str) -> None:
    """A right answer is right however it is laid out."""
    assert lab.grade(ANSWERS[name]).tests == honest.tests
