"""What the tests through stock nbgrader share."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # stock.py is a helper of these tests alone
