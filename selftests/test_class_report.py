"""The class report says of forty students exactly what they were made to do."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from autograder.model import Part, Text
from autograder.report.classroom import Class, ClassReport, class_report
from autograder.report.items import Item
from autograder.report.page import class_page
from autograder.report.roster import Roster
from autograder.report.tally import mistakes
from autograder.report.write import class_csv, class_json

from . import forty

CLASS = forty.forty_students
OURS = {CLASS.NOTHING: "not-started", CLASS.RAISES: "raised", CLASS.HANGS: "timed-out"}
VERSIONS = {"autograder": "0"}


@pytest.fixture(scope="module")
def part() -> Part:
    """Return part 5."""
    return forty.the_part()


@pytest.fixture(scope="module")
def report(part: Part) -> ClassReport:
    """Return the report of the class of forty."""
    of = Class(part, CLASS.declared_reports(part), {CLASS.BROKEN: forty.PROBLEM}, frozenset())
    return class_report(of, Roster(), VERSIONS)


def _item(report: ClassReport, name: str) -> Item:
    return next(item for item in report.analysis.items if item.name == name)


def test_frequencies_of_misconceptions_are_recovered(report: ClassReport) -> None:
    """Each misconception of each exercise, as often as it was drawn, and no other."""
    drawn = {
        (exercise, mistake): count
        for exercise, counts in CLASS.MISTAKES.items()
        for mistake, count in counts.items()
        if mistake not in OURS
    }
    # The one wrong answer of the quiz that the course knows as a misconception.
    drawn["q-network-gradient-shape", "weight-gradient-transposed"] = 12
    assert {(m.name, m.id): len(m.students) for m in report.mistakes} == drawn
    counts = [len(mistake.students) for mistake in report.mistakes]
    assert counts == sorted(counts, reverse=True)
    assert all(m.explanation.fr and m.explanation.en for m in report.mistakes)


def test_students_of_misconceptions_are_those_who_made_them(report: ClassReport) -> None:
    """Not only how many, but who."""
    work = CLASS.draw_work()
    for mistake in report.mistakes:
        if not mistake.name.startswith("q-"):
            who = {
                student for student, made in work.items() if made.get(mistake.name) == mistake.id
            }
            assert set(mistake.students) == who


def test_what_is_said_tomorrow_cost_most(report: ClassReport) -> None:
    """9 · 1.5 points, 8 · 1.5 and 6 · 1.71: by points, not by frequency."""
    assert [(m.id, round(m.cost, 2)) for m in report.tomorrow] == [
        ("slide-transpose", 13.5),
        ("one-sided-difference", 12.0),
        ("mean-forgotten", 10.26),
    ]


def test_two_mistakes_at_once_share_the_points(part: Part) -> None:
    """Half of the 1.5 points lost for each; named twice, a misconception still counts once."""
    perfect = CLASS.declared_reports(part)["adele"]
    both = ("slide-transpose", "bias-forgotten", "slide-transpose")
    wrong = replace(perfect.exercises["dense_forward"], score=0.0, misconceptions=both)
    exercises = {**perfect.exercises, "dense_forward": wrong}
    found = mistakes(part, {"adele": replace(perfect, exercises=exercises)})
    assert {(m.id, m.students, m.cost) for m in found} == {
        ("slide-transpose", ("adele",), 0.75),
        ("bias-forgotten", ("adele",), 0.75),
    }


def test_outcomes_of_exercises_are_counted(report: ClassReport) -> None:
    """Passed, failed, raised, timed out and not started of every exercise."""
    for tally in report.tallies:
        drawn = CLASS.MISTAKES[tally.exercise.name]
        expected: Counter[str] = Counter({"passed": 40 - sum(drawn.values())})
        for mistake, count in drawn.items():
            raised = "raised" if mistake in CLASS.RAISE_FIRST else "failed"
            expected[OURS.get(mistake, raised)] += count
        assert {name: count for name, count in tally.counts.items() if count} == dict(expected)


def test_answers_to_questions_are_counted(report: ClassReport) -> None:
    """Every wrong answer as often as it was drawn; of what nobody answered, none."""
    for name, drawn in CLASS.WRONG_ANSWERS.items():
        item = _item(report, name)
        wrong = sorted(o.count for o in item.options if not o.correct and o.count)
        assert wrong == sorted(drawn.values()), name


def test_discrimination_is_item_against_rest(report: ClassReport, part: Part) -> None:
    """As numpy correlates an item with the total without it; with it, it would be higher."""
    scores = np.array(
        [[r.results[n].score for n in part.points] for r in report.of.reports.values()]
    )
    for index, name in enumerate(part.points):
        own = scores[:, index]
        expected = np.corrcoef(own, scores.sum(axis=1) - own)[0, 1]
        found = _item(report, name).discrimination
        assert found is not None
        assert found.value == pytest.approx(expected)
    covariance = np.cov(scores, rowvar=False)
    k = len(part.points)
    alpha = k / (k - 1) * (1 - np.trace(covariance) / covariance.sum())
    assert report.analysis.alpha is not None
    assert report.analysis.alpha.value == pytest.approx(alpha)


def test_wrong_options_attract_the_weak(report: ClassReport, part: Part) -> None:
    """The pull of an option is the correlation of choosing it with the rest of the test."""
    name = "q-network-linear-depth"
    reports = list(report.of.reports.values())
    chose = [r.questions[name].answer == "polygon" for r in reports]
    rest = [r.score - r.questions[name].score for r in reports]
    question = next(q for q in part.questions if q.id == name)
    place = [option.id for option in question.options].index("polygon")
    option = _item(report, name).options[place]
    assert option.pull is not None
    assert option.pull.value == pytest.approx(np.corrcoef(chose, rest)[0, 1])
    assert option.pull.value < -0.3


def test_a_small_class_is_warned_of(report: ClassReport, part: Part) -> None:
    """Under 20 students the page says that the numbers say little; from 20 on it does not."""
    students = sorted(report.of.reports)
    for count, warned in ((19, True), (20, False)):
        few = replace(report.of, reports={s: report.of.reports[s] for s in students[:count]})
        page = class_page(class_report(few, Roster(), VERSIONS), "en")
        assert ("Fewer than 20 students" in page) is warned


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_page_is_in_one_language(report: ClassReport, lang: str) -> None:
    """Every sentence comes out, in the language asked for, and not in the other."""
    page = class_page(report, lang)
    says = {"fr": "Que dire demain matin", "en": "What to say tomorrow morning"}
    other = "en" if lang == "fr" else "fr"
    assert f'<html lang="{lang}">' in page
    assert says[lang] in page
    assert says[other] not in page
    assert report.tomorrow[0].explanation[other][:40] not in page


def test_page_loads_nothing(report: ClassReport) -> None:
    """No address in it but the name of MathML, and a policy that forbids the rest."""
    page = class_page(report, "fr").replace("http://www.w3.org/1998/Math/MathML", "")
    assert "http:" not in page
    assert "https:" not in page
    assert "default-src 'none'; style-src 'sha256-" in page
    assert " style=" not in page
    assert " onclick" not in page


def test_what_students_wrote_stays_text(report: ClassReport, part: Part) -> None:
    """Messages, problems and names with markup are shown, and formulas in the CSV are not run."""
    attack = "<script>alert(1)</script>"
    formula = '=HYPERLINK("x")'
    reports = dict(report.of.reports)
    one = reports["alban"]
    result = one.exercises["numerical_gradient"]
    tests = {n: replace(t, message=Text(attack, attack)) for n, t in result.tests.items()}
    exercises = {**one.exercises, "numerical_gradient": replace(result, tests=tests)}
    reports["alban"] = replace(one, exercises=exercises)
    of = Class(part, reports, {formula: attack}, frozenset())
    hostile = class_report(of, Roster({"alban": attack, "adele": formula}), VERSIONS)
    page = class_page(hostile, "en")
    assert page.count("<script>") == 1
    assert page.count("&lt;script&gt;alert(1)") > 3
    rows = {row["student"]: row for row in csv.DictReader(io.StringIO(class_csv(hostile)))}
    assert rows["adele"]["name"] == f"'{formula}"
    assert rows[f"'{formula}"]["not_graded"] == attack


def test_csv_and_json_say_the_same(report: ClassReport) -> None:
    """One row a student, with every mark; those without one have no score rather than zero."""
    rows = list(csv.DictReader(io.StringIO(class_csv(report))))
    scores = {row["student"]: float(row["score"]) for row in rows if row["score"]}
    assert scores == json.loads(json.dumps(class_json(report)))["scores"]
    assert len(scores) == 40
    broken = next(row for row in rows if row["student"] == CLASS.BROKEN)
    assert (broken["score"], broken["not_graded"]) == ("", forty.PROBLEM)
