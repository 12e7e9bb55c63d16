"""The probe for learning-rate schedules: functions of the step count that keep nothing."""

from course.probes.probe import probe


@probe()
def timetable(function, *, t, **settings):
    """Return {"t = 3": rate, …}: the rates of the steps in the list `t`, asked for one by one.

    A step that stands in the list again is asked for again and has an entry of its own, so that a
    schedule that changes between its calls is seen.
    """
    rates = {}
    for step in t:
        name = f"t = {step}"
        while name in rates:
            name += ", asked again"
        rates[name] = function(t=step, **settings)
    return rates
