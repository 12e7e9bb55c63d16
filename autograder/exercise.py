"""What an exercise is: one home for the reference, the cases, the known mistakes and the hints."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(eq=False)
class Exercise:
    """A function that the learner writes, and all that is known of right and wrong answers.

    Parameters
    ----------
    reference : callable
        The right answer; its signature and docstring become the stub.
    points : float
        What a right answer earns. `extra_credit` points lie on top of the lesson's full marks.
    minutes, difficulty : int
        What the notebook announces; difficulty runs from 1 to 3.
    shown, hidden : dict of str to dict
        {a sentence that names the case: named arguments}, simple to hard. The learner's check runs
        the shown ones; grading adds the hidden ones.
    hints : tuple of three str
        Of growing strength; none of them is the answer.
    results : tuple of str
        Names of the entries of a returned tuple, for messages.
    probe : str
        The function of `course.probes` that calls an answer.
    starting_point : callable, optional
        A function with planted mistakes that the learner repairs; it takes the stub's place.
    tolerance : float, optional
        Relative tolerance; by default what the precision of the arguments allows.
    seconds : float
        Time limit of one case.
    bars : dict
        {entry of the answer, a dict: (nothing, full)}: what is measured and earns points in
        proportion (`course.checks.bars`); everything else is compared with the reference's answer.
    """

    reference: Callable
    points: float
    minutes: int
    difficulty: int
    shown: dict
    hidden: dict
    hints: tuple
    results: tuple = ()
    probe: str = "call"
    starting_point: Callable | None = None
    extra_credit: bool = False
    tolerance: float | None = None
    seconds: float = 2.0
    bars: dict = field(default_factory=dict)
    misconceptions: list = field(default_factory=list)
    variants: list = field(default_factory=list)
    draw: Callable | None = None

    @property
    def name(self):
        """The name of the function to write."""
        return self.reference.__name__

    @property
    def lesson_package(self):
        """The lesson's folder below `autograder.exercises`, such as `weight_updates`."""
        return self.reference.__module__.split(".")[-2]

    @cached_property
    def positional(self):
        """The names of the arguments that are passed by position."""
        kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
        parameters = inspect.signature(self.reference).parameters.values()
        return tuple(p.name for p in parameters if p.kind in kinds)

    def misconception(self, function):
        """Register a wrong answer; its docstring is the sentence that the learner reads."""
        return self._register(self.misconceptions, function)

    def misconceptions_from(self, module):
        """Register all wrong answers of a module, in their order there.

        They are the functions and classes that it defines under a public name.
        """
        for name, answer in vars(module).items():
            if getattr(answer, "__module__", None) == module.__name__ and name[0] != "_":
                self.misconception(answer)

    def variant(self, function):
        """Register another right answer, which every case must accept."""
        return self._register(self.variants, function)

    def fresh(self, function):
        """Register `draw(rng) -> arguments` of a random hidden case, another for each student."""
        self.draw = function
        return function

    def _register(self, answers, function):
        if not inspect.getdoc(function) and answers is self.misconceptions:
            raise ValueError(
                f"the misconception {function.__name__} of {self.name} needs a docstring:"
                " it is the sentence that the learner reads"
            )
        answers.append(function)
        return function
