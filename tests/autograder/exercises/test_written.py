"""The written questions of every lesson are complete, and their marking schemes add up."""

import pytest

from autograder import catalog
from autograder.build import written

PACKAGES = [catalog.package_of(lesson) for lesson in catalog.lessons()]
QUESTIONS = [question for package in PACKAGES for question in written.load(package).values()]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_a_marking_scheme_adds_up_to_the_points(question):
    parts = [float(criterion.split(" point")[0]) for criterion in question.scheme]
    assert sum(parts) == question.points
    assert question.title and question.question.strip() and question.answer.strip()
