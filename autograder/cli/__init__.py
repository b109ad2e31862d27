"""The autograder command, one module a verb."""
