"""environment.yml, pyproject.toml and the two lock files say the same."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-test.lock")


def text(lock):
    return (ROOT / lock).read_text(encoding="utf-8")


def pins(lock):
    """{(name, marker): version} of a lock file."""
    found = re.findall(r"^([\w.-]+)==(\S+)(?: ; (.*?))? \\$", text(lock), re.M)
    return {(name, marker): Version(version) for name, version, marker in found}


def wanted(*extras):
    listed = list(PROJECT["dependencies"])
    for extra in extras:
        listed += PROJECT["optional-dependencies"][extra]
    return [Requirement(line) for line in listed]


@pytest.mark.parametrize(("lock", "extras"), [(LOCKS[0], ()), (LOCKS[1], ("test",))])
def test_each_dependency_is_locked_to_one_version_that_pyproject_allows(lock, extras):
    locked = pins(lock)
    for requirement in wanted(*extras):
        assert locked[requirement.name, ""] in requirement.specifier


def test_the_test_lock_holds_all_of_the_learners_lock():
    tests = pins(LOCKS[1])
    for (name, marker), version in pins(LOCKS[0]).items():
        on_every_system = tests.get((name, ""))  # what a test tool needs without a condition
        assert version == tests.get((name, marker), on_every_system), name


def test_the_learners_lock_holds_no_test_tool():
    tools = {requirement.name for requirement in wanted("test")} - {r.name for r in wanted()}
    assert not tools & {name for name, _ in pins(LOCKS[0])}


@pytest.mark.parametrize("lock", LOCKS)
def test_each_package_of_a_lock_has_its_hashes(lock):
    blocks = re.split(r"^(?=[a-z0-9])", text(lock), flags=re.M)[1:]
    assert len(blocks) == len(pins(lock))
    assert all("--hash=sha256:" in block for block in blocks)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_index_and_no_folder(lock):
    assert not re.search(r"://|--(extra-)?index|--find-links|@ |^/|file:", text(lock), re.M)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_says_how_it_is_made(lock):
    assert "uv pip compile pyproject.toml" in text(lock)
    assert f"-o {lock}" in text(lock)


def test_conda_installs_the_locked_versions_of_what_pyproject_names():
    *packages, own = next(part["pip"] for part in CONDA["dependencies"] if isinstance(part, dict))
    locked = pins(LOCKS[0])
    assert own == "--editable ."
    assert packages == sorted(f"{r.name}=={locked[r.name, '']}" for r in wanted())


def test_conda_has_a_python_that_pyproject_allows():
    python = next(part for part in CONDA["dependencies"] if str(part).startswith("python="))
    assert Requirement(f"python{PROJECT['requires-python']}").specifier.contains(python[7:])
