"""Tests of grading on a Dask cluster, whose scheduler and workers are processes of their own."""
