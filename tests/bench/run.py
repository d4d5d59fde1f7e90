"""Start the benchmarks from anywhere: `python tests/bench/run.py [--only NAME] [--write]`."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "tests", ROOT / "app", ROOT / "packaging")

if __name__ == "__main__":
    os.environ["PYTHONPATH"] = os.pathsep.join(map(str, FOLDERS))
    command = [sys.executable, "-m", "bench.measure_all", *sys.argv[1:]]
    sys.exit(subprocess.run(command, check=False).returncode)
