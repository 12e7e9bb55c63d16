import pytest

from course.study.judging import NotANumber, Tolerance, compare, read_number, tolerance_of

TEN_PERCENT = Tolerance(0.1, relative=True)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.3", 0.3),
        (" 0,3 ", 0.3),
        ("−2", -2),
        ("+.5", 0.5),
        ("2E-5", 2e-5),
        ("3·10^5", 3e5),
        ("1,234,567", 1234567),
        ("15 %", 0.15),
    ],
)
def test_a_number_is_read_as_people_write_it(text, number):
    assert read_number(text) == pytest.approx(number, rel=1e-15)


@pytest.mark.parametrize(
    "text", ["abc", "1 2", "0,3,4", "--1", "nan", "inf", "1e999", "0x10", "1_000"]
)
def test_what_is_no_number_is_quoted_back(text):
    with pytest.raises(NotANumber) as caught:
        read_number(text)
    assert f"“{text}”" in str(caught.value)


def test_an_empty_field_asks_for_a_guess():
    with pytest.raises(NotANumber, match="rough guess"):
        read_number("  ")


def test_the_unit_may_be_typed_and_percent_can_be_the_unit():
    assert read_number("31 steps", "steps") == 31
    assert read_number("44 %", "%") == read_number("44", "%") == 44


@pytest.mark.parametrize(
    ("guess", "truth", "right", "end"),
    [
        (0.26, 0.26, True, "exactly right."),
        (0.3, 0.26, False, "15 % too much."),
        (0.25, 0.26, True, "4 % too little, near enough."),
        (100, 1, False, "100 times too large."),
        (0.01, 1, False, "100 times too small."),
        (-1, 1, False, "the other sign."),
        (0, 2, False, "off by all of it."),
        (0.5, 0, False, "off by 0.5."),
        (-3, -2, False, "50 % too much in size."),
    ],
)
def test_a_guess_is_compared_in_words(guess, truth, right, end):
    judged, sentence = compare(guess, truth, TEN_PERCENT)
    assert judged is right
    assert sentence.endswith(end)


def test_units_stand_after_both_numbers():
    assert compare(30, 31, TEN_PERCENT, "steps")[1].startswith("You said 30 steps; it is 31 steps")


def test_the_edge_of_the_tolerance_is_inside():
    assert TEN_PERCENT.accepts(1.1, 1.0) and not TEN_PERCENT.accepts(1.11, 1.0)
    assert tolerance_of({"tolerance": 0.5}).accepts(2.5, 2) and not tolerance_of(
        {"tolerance": 0.5}
    ).accepts(2.6, 2)


@pytest.mark.parametrize("tolerance", [-1, "much", True, "5", None])
def test_a_tolerance_that_makes_no_sense_is_refused(tolerance):
    with pytest.raises(ValueError, match="tolerance must be"):
        tolerance_of({"tolerance": tolerance})
