"""One package a lesson, one file an exercise: reference, cases, misconceptions, hints, points."""
