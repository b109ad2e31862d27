"""Marks and quizzes for other systems: grade files of Moodle and Canvas, Moodle XML, QTI.

::

    marks.py       nbgrader's gradebook, read only -> StudentMark
    feedback.py    a report -> the text that goes beside a mark
    csv_cells.py   what a cell of a CSV file may not start with
    moodle.py      canvas.py                    grade files, in each importer's own format
    questions.py   a question -> one for each set of numbers that a student may get
    prose.py       Markdown -> HTML with TeX, code and images
    moodle_xml.py  qti.py                       quizzes
"""
