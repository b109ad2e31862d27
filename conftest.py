"""Gives the suites in ``tests/`` their fixtures."""

pytest_plugins = ["autograder.engine.plugin"]
