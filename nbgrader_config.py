"""nbgrader's settings for this course; read by every nbgrader command run from this folder."""

from autograder.nbgrader import configure

c = get_config()  # noqa: F821 (traitlets defines it)

c.CourseDirectory.course_id = "descent"
# Whatever lies beside a source notebook is copied to the learners: nothing but pictures may.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "*.py", "*.toml"]
c.ClearSolutions.code_stub = {"python": "# Write your code here.\nraise NotImplementedError()"}
c.ClearSolutions.text_stub = "*Write your answer here.*"
c.Execute.timeout = 60  # seconds a cell, where nbgrader itself grades
configure(c, cell_seconds=20)
