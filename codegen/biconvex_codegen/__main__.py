"""Makes `python -m biconvex_codegen` the same as `gen`."""

import sys

from .cli import main

sys.exit(main())
