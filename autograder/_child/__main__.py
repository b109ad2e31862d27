"""Start the template of fork servers: ``python -I autograder/_child ORDERS_FD CONFIG_JSON``.

With the word ``layers`` instead, each layer of the sandbox is tried by itself.

The directory is started as a program, so that nothing of the trusted package can be imported
from here, not even by accident: this file makes a package of its own directory by hand.
"""

import importlib
import importlib.util
import sys
from pathlib import Path


def _bootstrap() -> None:
    directory = Path(__file__).resolve().parent
    # Started as a program, this directory is first on sys.path: a student's `import codec`
    # must not find our modules there.
    sys.path[:] = [entry for entry in sys.path if Path(entry).resolve() != directory]
    spec = importlib.util.spec_from_file_location(
        "autograder_child", directory / "__init__.py", submodule_search_locations=[str(directory)]
    )
    assert spec is not None
    assert spec.loader is not None
    package = importlib.util.module_from_spec(spec)
    sys.modules["autograder_child"] = package
    spec.loader.exec_module(package)
    if sys.argv[1:] == ["layers"]:
        importlib.import_module("autograder_child.layers").main()
    else:
        importlib.import_module("autograder_child.template").main(sys.argv[1:])


if __name__ == "__main__":
    _bootstrap()
