"""Quizzes: reading answers, drawing each student's numbers, grading."""
