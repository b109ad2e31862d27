"""Read and check the written trees: parts, exercises, suites, misconceptions."""
