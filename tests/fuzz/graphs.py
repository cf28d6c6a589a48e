"""Random modules that import from each other in every way, circles included, and bind names of the schema."""

from random import Random

from .grammar import Writer

_PLACES = ("schema", "a", "b", "__init__", "p/__init__", "p/a", "p/q/__init__", "p/q/c", "crons", "routes")
_FROM = (
    ".", "..", ".a", ".b", ".p", ".p.a", ".p.q", ".q", ".q.c", "..a", "..p", "...a", ".schema", "backend",
    "backend.a", "backend.p.q", ".__init__", ".c", "backend.schema", "._generated.server", "biconvex", "typing", "os",
)  # fmt: skip
_NAMES = (
    "a", "b", "c", "p", "q", "v", "T", "U", "f", "table", "schema", "define_table", "query", "TypedDict", "crons",
    "http",
)  # fmt: skip
_LINES = (
    "from @ import $", "from @ import $", "from @ import *", "from @ import $ as $", "from @ import $, $ as $",
    "import #", "import # as $", "import backend.$.$", "__all__ = ['$', '$']", "__all__ = [*__all__, '$']", "$ = $",
    "$ = $.$", "$ = $($)", "class $($): x: $", "class $(TypedDict):\n    x: '$'\n    y: list['$.$']",
    "class $($.$, Generic[T]): y: T", "$: $ = $", "def $($=$): return $($)", "$ = list['$']", "type $ = $",
    "$ = $ | $", "$ = {'a': $, **$}", "$ = [$, *$]", "$.$ = $", "@$\nasync def $(ctx: $, *, x: $ = $) -> $: ...",
    "@$.$\nasync def $(ctx) -> '$.$': ...", "$ = query.wrap($)", "schema = define_schema({'$': $, **$.$})",
    "$ = define_table({'$': v.id('$'), 'x': $})", "$ = define_table($).index('$', ['x'])",
    "if TYPE_CHECKING:\n    from @ import $", "try:\n    from @ import $\nexcept ImportError:\n    $ = $", "del $",
    "$ += $", "crons = cron_jobs()\ncrons.interval('$', internal.$.$(x=$), hours=1)",
    "http.route(path='/$', method='GET', handler=$.$)", "$ = v.union($, *$)", "$ = v.object($).$",
    "$ = NewType('$', $)", "$ = $['$']", "<bound>", "$ = <anything>", "$ = <validator>",
)  # fmt: skip
_PRELUDE = (
    "from biconvex import *\nfrom typing import *\nfrom ._generated.server import *\nfrom ._generated.api import *\n",
    "from biconvex import v, define_table, define_schema\n", "",
)  # fmt: skip


def graph(random: Random) -> dict[str, str]:
    """Return the texts of some modules by their paths."""
    writer = Writer(random, 0.02, _NAMES)
    places = random.sample(_PLACES, random.randrange(2, 7))
    return {f"backend/{place}.py": _module(random, writer) for place in places}


def _module(random: Random, writer: Writer) -> str:
    lines = (_filled(random, random.choice(_LINES)) for _ in range(random.randrange(8)))
    return random.choice(_PRELUDE) + "".join(f"{writer.written(line)}\n" for line in lines)


def _filled(random: Random, line: str) -> str:
    """Write names for `$`, modules for `@` after `from`, and modules with their whole path for `#`."""
    line = line.replace("from @ ", f"from {random.choice(_FROM)} ")
    line = line.replace("import #", f"import {random.choice([each for each in _FROM if each[0] != '.'])}")
    while "$" in line:
        line = line.replace("$", random.choice(_NAMES), 1)
    return line
