"""What pip says becomes a live line, and one sentence when it fails."""

import pytest

from course.bootstrap.packages import Count, failure

LOCK = "numpy==2.4.6 \\\n    --hash=sha256:00\nappnope==1.0.0 ; sys_platform == 'darwin' \\\n"


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full: "),
        (
            "Retrying … NewConnectionError('<HTTPSConnection …",
            "connect this computer to the network",
        ),
        ("ProxyError('Cannot connect to proxy.'", "HTTPS_PROXY"),
        ("ERROR: one\nERROR: THESE PACKAGES DO NOT MATCH", "(THESE PACKAGES DO NOT MATCH)"),
        ("", "(pip gave no reason)"),
    ],
)
def test_a_failure_says_what_to_do(output, said):
    sentence = failure(output, "/x/log")
    assert said in sentence
    assert "run the same command again" in sentence


def test_packages_of_other_systems_are_not_counted(tmp_path):
    lock = tmp_path / "requirements.lock"
    lock.write_text(LOCK)
    count = Count(tmp_path / "bin" / "python", lock)
    count.read("Ignoring appnope: markers 'sys_platform == \"darwin\"' don't match\n")
    count.read("Collecting numpy==2.4.6 (from -r requirements.lock (line 1))\n")
    assert count.text() == "1 of 1 packages: fetching numpy 2.4.6"
    count.read("Installing collected packages: numpy\n")
    assert count.text() == "installing: 0 of 1 packages"
