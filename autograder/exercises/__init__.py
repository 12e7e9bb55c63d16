"""One package a lesson, one home an exercise: reference, cases, misconceptions, hints, points."""
