"""Generate instructor and student notebooks from the written trees."""
