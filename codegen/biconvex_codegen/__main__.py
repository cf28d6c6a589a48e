"""`python -m biconvex_codegen`: the command, for where no script is installed."""

import sys

if __name__ == "__main__":
    if not sys.flags.safe_path:
        # Python puts the working directory first: a user's `select.py` there would stand in for the standard library's.
        del sys.path[0]
    from .cli import main

    sys.exit(main())
