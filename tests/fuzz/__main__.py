"""The command of the fuzzer: tries as many inputs as asked for, and prints each that fails, shrunk."""

import argparse
import sys
from time import monotonic

from .inputs import Files, made
from .trial import complaint, shrunk


def main() -> int:
    """Try inputs until there are enough; 1 where one of them failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0, help="the number of the first input, to try one again")
    options = parser.parse_args()
    started, met = monotonic(), set[str]()
    for number in range(options.first, options.first + options.inputs):
        files = made(options.seed, number)
        said = complaint(files)
        if said and _kind(said) not in met:
            met.add(_kind(said))
            print(f"input {number} of seed {options.seed}: {said}\n{_smaller(files, said)}", flush=True)
        if (number + 1) % 10_000 == 0:
            print(f"{number + 1} inputs, {len(met)} failures, {monotonic() - started:.0f} s", flush=True)
    return 1 if met else 0


def _kind(said: str) -> str:
    """Return what failures of one cause have in common: their end, without numbers that differ."""
    return said.strip().splitlines()[-1][:60] + "".join(said.strip().splitlines()[-3:-1])


def _smaller(files: Files, said: str) -> str:
    """Return an input as text, shrunk where that is no matter of minutes."""
    if " s" not in said.splitlines()[0]:
        files = shrunk(files, lambda less: _kind(complaint(less) or "?") == _kind(said))
    return "\n".join(f"# {path}\n{raw.decode('utf-8', 'backslashreplace')}" for path, raw in files.items())


if __name__ == "__main__":
    sys.exit(main())
