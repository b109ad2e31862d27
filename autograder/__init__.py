"""Exercises, hidden suites and a sandboxed autograder for *Deep Learning avec PyTorch*."""

__version__ = "0.1.0"
