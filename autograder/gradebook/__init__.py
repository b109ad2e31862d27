"""nbgrader's gradebook, its Execute step, and the fast path."""
