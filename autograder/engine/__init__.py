"""Run suites against a subject: outcomes, marks, diagnosis."""
