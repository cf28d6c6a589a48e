"""`python -m tests.ecosystem FOLDER`: judges the apps of a folder, prints what came of it, and fails if any failed."""

import argparse
import os
import sys
from pathlib import Path
from time import perf_counter

from .judges import JUDGES
from .report import line, summary
from .run import Verdict, of_files
from .variety import SEED


def main() -> int:
    """Return the exit code: 0 where all is well, 1 where an app failed, 2 where there is nothing to judge."""
    given = _arguments()
    paths = sorted(given.folder.glob("*.json")) if given.folder.is_dir() else []
    paths = [path for path in paths if not given.only or any(each in path.stem for each in given.only)]
    judges: list[str] = given.judges.split(",")
    unknown = [each for each in judges if each not in JUDGES]
    if not paths or unknown:
        what = f"there is no judge {unknown[0]}" if unknown else f"there is no app in {given.folder}"
        print(f"{what}: see --help", file=sys.stderr)
        return 2
    os.environ[SEED] = given.seed
    begin = perf_counter()
    verdicts: list[Verdict] = []
    for verdict in of_files(paths, judges, given.keep):
        verdicts.append(verdict)
        print(line(verdict), flush=True)
    print("\n".join(summary(verdicts)))
    print(f"{len(verdicts)} apps in {perf_counter() - begin:.0f} s")
    return 1 if any(verdict.failed for verdict in verdicts) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.ecosystem", description=__doc__)
    parser.add_argument("folder", type=Path, help="holds the facts of apps, a JSON file each")
    parser.add_argument("--only", action="append", metavar="NAME", help="judge apps with this in their names alone")
    parser.add_argument("--judges", default=",".join(JUDGES), help="which judges, with commas (default: %(default)s)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write the projects here, and leave them there")
    parser.add_argument("--seed", default="", help="write every app in other words")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
