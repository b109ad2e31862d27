"""What is forbidden in an exercise may be used beside it (naming.py: what is refused)."""

from __future__ import annotations

import pytest

from selftests.escapes.lab import RIGHT, Lab, Verdict

KEPT = {
    "imported-only": ("import torch.nn as nn\nimport torch.nn.functional as F\n", RIGHT),
    "used-elsewhere": ("layer = torch.nn.Linear(2, 3)\nprint(torch.relu(torch.ones(2)))\n", RIGHT),
    "same-names-elsewhere": (
        "z = torch.relu(torch.randn(3))\nanswer = torch.nn.functional.relu(z)\n",
        "def relu(z):\n    answer = z.clamp(min=0)\n    return answer\n",
    ),
    "plain-import-of-submodule": ("import torch.nn\n", RIGHT),
    "no-grad": ("from torch import no_grad, Tensor\n", f"@no_grad()\n{RIGHT}"),
    "no-grad-inside": (
        "",
        "def relu(z):\n    with torch.no_grad():\n        return z.clamp(min=0)\n",
    ),
    "first-try-replaced": ("def relu(z):\n    return torch.relu(z)\n", RIGHT),
    "comparison-in-own-cell": (
        "def mine_and_theirs(z):\n    return relu(z), torch.relu(z)\n",
        RIGHT,
    ),
    "in-a-comment": ("", f"# not torch.relu(z)\n{RIGHT}"),
    "in-a-text": ("", 'def relu(z):\n    """As torch.relu."""\n    return z.clamp(min=0)\n'),
    "typing": (
        "from typing import Optional\nfrom collections.abc import Callable\n",
        "def relu(z: Optional[torch.Tensor]):\n    Optional[int]\n    return z.clamp(min=0)\n",
    ),
}


@pytest.mark.parametrize("name", KEPT)
def test_allow_names_outside_the_exercise(lab: Lab, honest: Verdict, name: str) -> None:
    """The answer itself does without the name: all points."""
    before, relu = KEPT[name]
    assert lab.grade(relu, before=before).tests == honest.tests
