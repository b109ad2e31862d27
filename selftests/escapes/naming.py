"""Ready-made answers of a library that is forbidden in the exercise, under every name."""

from __future__ import annotations

# name: (a free cell, the cell of the exercise)
REFUSED = {
    "plain": ("", "def relu(z):\n    return torch.relu(z)\n"),
    "method": ("", "def relu(z):\n    return z.relu()\n"),
    "method-in-place": ("", "def relu(z):\n    return z.clone().relu_()\n"),
    "method-of-the-class": ("", "def relu(z):\n    return torch.Tensor.relu(z)\n"),
    "functional": ("import torch.nn.functional as F", "def relu(z):\n    return F.relu(z)\n"),
    "module": ("", "def relu(z):\n    return torch.nn.ReLU()(z)\n"),
    "other-name": ("import torch as t", "def relu(z):\n    return t.relu(z)\n"),
    "from-import": ("from torch import relu as r", "def relu(z):\n    return r(z)\n"),
    "from-import-of-module": ("from torch import nn", "def relu(z):\n    return nn.ReLU()(z)\n"),
    "import-inside": (
        "",
        "def relu(z):\n    from torch.nn.functional import relu as r\n    return r(z)\n",
    ),
    "alias": ("r = torch.relu", "def relu(z):\n    return r(z)\n"),
    "alias-of-alias": ("t = torch\nq = t\nr = q.relu", "def relu(z):\n    return r(z)\n"),
    "getattr": ("", "def relu(z):\n    return getattr(torch, 'relu')(z)\n"),
    "getattr-computed": ("", "def relu(z):\n    return getattr(torch, 're' + 'lu')(z)\n"),
    "importlib": (
        "import importlib\nnn = importlib.import_module('torch.nn')",
        "def relu(z):\n    return nn.functional.relu(z)\n",
    ),
    "dunder-import": ("", "def relu(z):\n    return __import__('torch').relu(z)\n"),
    "dictionary-of-module": ("", "def relu(z):\n    return vars(torch)['relu'](z)\n"),
    "method-caller": (
        "import operator",
        "def relu(z):\n    return operator.methodcaller('relu')(z)\n",
    ),
    "helper": ("def helper(z):\n    return torch.relu(z)", "def relu(z):\n    return helper(z)\n"),
    "helper-of-helper": (
        "def inner(z):\n    return z.relu()\ndef helper(z):\n    return inner(z)",
        "def relu(z):\n    return helper(z)\n",
    ),
    "helper-class": (
        "class Helper:\n    def __call__(self, z): return torch.relu(z)\nhelper = Helper()",
        "def relu(z):\n    return helper(z)\n",
    ),
    "swallowed": (
        "",
        "def relu(z):\n    try:\n        return torch.relu(z)\n    except BaseException:\n"
        "        return z.clamp(min=0)\n",
    ),
    "swallowed-when-computed": (
        "",
        "def relu(z):\n    try:\n        return getattr(torch, 're' + 'lu')(z)\n"
        "    except BaseException:\n        return z.clamp(min=0)\n",
    ),
    "lambda": ("", "relu = lambda z: torch.relu(z)\n"),
    "lambda-of-alias": ("r = torch.relu", "relu = lambda z: r(z)\n"),
    "assignment": ("", "relu = torch.relu\n"),
    "import-as-answer": ("", "from torch import relu\n"),
    "default-argument": ("", "def relu(z, r=torch.relu):\n    return r(z)\n"),
    "table": ("table = {'r': torch.relu}", "def relu(z):\n    return table['r'](z)\n"),
    "table-filled-later": (
        "table = {}\ntable['r'] = torch.relu",
        "def relu(z):\n    return table['r'](z)\n",
    ),
    "partial": (
        "import functools\nr = functools.partial(torch.relu)",
        "def relu(z):\n    return r(z)\n",
    ),
    "inside-if": (
        "if True:\n    from torch import relu as r",
        "if True:\n    def relu(z):\n        return r(z)\n",
    ),
    "inside-try": (
        "try:\n    r = torch.relu\nfinally:\n    pass",
        "def relu(z):\n    return r(z)\n",
    ),
    "decorator": (
        "def instead(function):\n    return torch.relu",
        "@instead\ndef relu(z):\n    return z\n",
    ),
    "nested": ("", "def relu(z):\n    def go(): return torch.relu(z)\n    return go()\n"),
    "generated-operator": ("", "def relu(z):\n    return torch.ops.aten.clamp_min(z, 0)\n"),
    "private-module": ("", "def relu(z):\n    return torch._C._nn.relu6(z)\n"),
    "autograd": ("", "def relu(z):\n    return torch.autograd.Function.apply(z)\n"),
    "star": ("from torch import *\nr = relu\n", "def relu(z):\n    return r(z)\n"),
    "magic-in-the-cell": ("", "%matplotlib inline\ndef relu(z):\n    return torch.relu(z)\n"),
}
