"""Faults of our own side: killed processes, a full disk, a damaged gradebook, a jumping clock."""
