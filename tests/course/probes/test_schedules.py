from course.probes import timetable


def test_every_step_is_asked_for_in_the_order_of_the_list():
    asked = []

    def rate(t, initial_rate):
        asked.append(t)
        return initial_rate / (t + 1)

    told = timetable(rate, t=[3, 0, 1], initial_rate=1.0)
    assert asked == [3, 0, 1]
    assert told == {"t = 3": 0.25, "t = 0": 1.0, "t = 1": 0.5}


def test_a_step_asked_for_again_has_an_entry_of_its_own():
    calls = iter((0.5, 0.25, 0.125))
    told = timetable(lambda t: next(calls), t=[2, 2, 2])
    assert list(told) == ["t = 2", "t = 2, asked again", "t = 2, asked again, asked again"]
    assert list(told.values()) == [0.5, 0.25, 0.125]
