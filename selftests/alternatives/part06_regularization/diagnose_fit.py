"""Other right implementations of `diagnose_fit`: its suite must accept each of them."""

import math


def diagnose_fit_by_cases(train_error, test_error, acceptable=0.1, gap=0.05):
    """Test for NaN by name, then go from good to bad."""
    if any(math.isnan(e) or e < 0 or e > 1 for e in (train_error, test_error)):
        raise ValueError("not an error")
    if train_error <= acceptable and test_error - train_error <= gap:
        return "fits"
    if train_error <= acceptable:
        return "overfits"
    return "underfits"


def diagnose_fit_by_table(train_error, test_error, acceptable=0.1, gap=0.05):
    """Look the answer up by two booleans."""
    if not (0 <= train_error <= 1 and 0 <= test_error <= 1):
        raise ValueError("not an error")
    table = {(False, False): "fits", (False, True): "overfits"}
    return table.get((train_error > acceptable, test_error - train_error > gap), "underfits")
