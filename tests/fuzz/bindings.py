"""Statements that bind, change and take away a name, in every way that Python has; `$` is the name, `<...>` a part."""

SPECIAL = (
    *("schema", "crons", "http", "auth", "v", "users", "posts", "ctx", "query", "mutation", "internal_query"),
    *("named_query", "hook", "api", "internal", "load", "define_schema", "define_table", "cron_jobs"),
    *("http_router", "STATES", "LIMIT", "audit", "state", "one_of", "Draft", "Color", "Point", "Users", "UsersId"),
    *("str", "int", "list", "dict", "None", "object", "type", "print", "len", "sorted", "Any", "TypedDict"),
    *("dataclass", "BaseModel", "Enum", "Annotated", "Literal", "Optional", "TYPE_CHECKING", "Unset", "UNSET"),
    *("Int64", "Request", "Response", "QueryCtx", "__all__", "__name__", "__file__", "_", "backend", "typing"),
)
"""Names that mean something to the compiler."""

MODULES = (
    *("os", "os.path", "typing", "enum", "collections.abc", "pydantic", "dataclasses", "__future__", "__main__"),
    *("biconvex", "biconvex.validators", "biconvex.schema", "biconvex.nothing", "backend", "backend.parts"),
    *("backend.backend", "backend._generated.server", "backend._generated", "parts", "one", "schema"),
    *("._generated", "._generated.server", "._generated.api", "._generated.data_model", "._generated.nothing"),
    *(".", "..", ".parts", ".one", ".two", ".schema", ".crons", ".routes", ".nothing", "..backend.parts", "." * 9),
)
"""What is imported from: the library, the generated code, the project, packages from outside, and what is nowhere."""

PACKAGES = tuple(module for module in MODULES if not module.startswith("."))

_IMPORTS = (
    *("from <module> import *", "from <module> import $", "from <module> import $ as <special>"),
    *("from <module> import <special> as $, $", "from <module> import (\n    $,\n    <special>,\n)"),
    *("import <package>", "import <package> as $", "import <package>.$, $", "import $", "import $.$"),
    "if TYPE_CHECKING:\n    from <module> import $\nelse:\n    $ = <anything>",
    "if not TYPE_CHECKING:\n    from <module> import *",
    "try:\n    from <module> import $\nexcept ImportError:\n    $ = None",
    "try:\n    import <package> as $\nexcept (ImportError, $) as $:\n    from <module> import *\nelse:\n    $ = 1",
    *("def f():\n    from <module> import $\n    return $", "class C:\n    from <module> import $"),
    *('__all__ = ["$"]', '__all__ += ["$", <anything>]', "def __getattr__(name): return $", "del __all__"),
)
_ASSIGNMENTS = (
    *("$ = <anything>", "$: <type> = <anything>", "$: <type>", "$ += <anything>", "$ |= $", "$ @= $", "$ = $"),
    *("$, $ = <list>", "($, *<special>) = <list>", "[$, [<special>]] = <list>", "*$, = <list>", "$ = <special> = $"),
    *("$.<word> = <anything>", "$['<word>'] = <anything>", "$[0][1:2] += <list>", "$.x: <type> = 1", "($): <type> = 1"),
    *("del $", "del $, <special>", "del $[0]", "del $.<word>", "del ($, [$])", "print($ := <anything>)"),
    *("[$ := x for x in <list>]", "[$ for $ in <list>]", "{$: $ for $ in $}", "f = lambda $=$, *a, **k: ($ := 1)"),
    *("$.append(<anything>)", "$.update(<list>)", "setattr($, 'x', $)", "globals()['$'] = 1", "exec('$ = 1')"),
    *(
        "$.sort(key=$)",
        "$.__init__(<anything>)",
        "vars()['$']",
        "$",
        "$()",
        "$.<word>",
        "$(<anything>)($)",
        "f(*$, **$)",
    ),
    *("type $ = <type>", "type $[T, *Ts, **P] = list[$]", "assert ($ := <anything>), $", "$ = yield", "raise $ from $"),
)
_BLOCKS = (
    *("for $ in <list>: pass\nelse: $ = 1", "for $[0], $.x in <list>: break", "for ($, *_) in $: continue"),
    *(
        "while $ := <anything>: break",
        "while 1: $ = 1",
        "if $: $ = <anything>\nelif ($ := 1): pass",
        "if True:\n    $: int",
    ),
    *("with open('x') as $: pass", "with $ as ($, <special>), $: $ = 1", "with ($ as $.x, $ as $[0]): pass"),
    "try:\n    $ = <anything>\nexcept E as $:\n    raise\nfinally:\n    $",
    *("try:\n    pass\nexcept* $ as $:\n    pass", "async with $ as $: pass", "async for $ in $: pass"),
    *("match $:\n    case $: pass", "match <list>:\n    case [$, *<special>]: $\n    case {'a': $, **rest}: pass"),
    "match <anything>:\n    case Color(value=$) as <special> if $: pass\n    case (1 | 'a' | None | -1j) as $: pass",
    *("if __name__ == '__main__':\n    $ = 1", "if 0:\n    def $(): ...\nelse:\n    class $: ...", "'''$'''", "..."),
)
_DEFINITIONS = (
    *(
        "def $(): return <anything>",
        "def $($=$): return $($)",
        "async def $(ctx): ...",
        "def $(x, /, *, y=$): return x",
    ),
    *("class $: pass", "class $($): $ = <anything>", "class $(<special>, metaclass=$, x=1):\n    $: <type>"),
    *(
        "class $[T](TypedDict):\n    x: T",
        "class $[T: <type> = int, *Ts]: x: T",
        "def $[T: <type>](x: T) -> T: return x",
    ),
    *(
        "def f():\n    global $\n    $ = <anything>",
        "def f():\n    nonlocal $",
        "def f():\n    global $\n    del $\nf()",
    ),
    "def f():\n    $ = 1\n    def g():\n        nonlocal $\n        $ = 2",
    *(
        "global $",
        "class C:\n    global $\n    $ = 1",
        "class C:\n    def $(self): $ = 1\n    $ = $",
        "@$\ndef f(): ...",
    ),
    *(
        "<decorator>\nclass $: pass",
        "<decorator>\ndef $(ctx): ...",
        "<decorator>\nasync def $(ctx, *, $: <type> = $): ...",
    ),
    "class Outer:\n    <decorator>\n    async def $(self, ctx) -> None: ...",
    "def outer():\n    <decorator>\n    async def $(ctx) -> None: ...\n    return $",
)
STATEMENTS = tuple(f"{each}\n" for each in (*_IMPORTS, *_ASSIGNMENTS, *_BLOCKS, *_DEFINITIONS))
