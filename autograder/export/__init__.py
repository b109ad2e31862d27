"""Marks for other systems: the grade files of Moodle and Canvas.

::

    marks.py       nbgrader's gradebook, read only -> StudentMark
    feedback.py    a report -> the text that goes beside a mark
    csv_cells.py   what a cell of a CSV file may not start with
    moodle.py      canvas.py                    grade files, in each importer's own format
"""
