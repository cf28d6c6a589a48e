"""References to functions: `api.documents.list(owner_id=x)` is a typed call, a value that runs nothing by itself."""

from keyword import iskeyword

TYPE_CHECKING = False  # as typing's, without importing typing: every generated `api` module imports this one
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Generic, Literal, NoReturn, TypeAlias, TypeVar

    R_co = TypeVar("R_co", covariant=True)

    Visibility: TypeAlias = Literal["public", "internal"]
else:
    R_co = None

    class Generic:
        """Stands for typing's, so that `Call[str]` means `Call` at run time."""

        __slots__ = ()

        def __class_getitem__(cls, parameters: object) -> type:
            return cls


class Call(Generic[R_co]):
    """A function and its arguments: what `run_query`, the scheduler, crons and clients take. R is the result's type.

    `path` is the function's place in Python names without a trailing underscore (`("functions", "documents", "list")`),
    `arguments` are keyed likewise, and `visibility` says through which root it was reached.
    """

    __slots__ = ("arguments", "path", "visibility")

    def __init__(self, visibility: "Visibility", path: tuple[str, ...], arguments: "Mapping[str, object]") -> None:
        self.visibility: Visibility = visibility
        self.path = path
        self.arguments = arguments

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Call):
            return NotImplemented
        return (self.visibility, self.path, self.arguments) == (other.visibility, other.path, other.arguments)

    def __hash__(self) -> int:
        return hash((self.visibility, self.path, *sorted(self.arguments)))

    if not TYPE_CHECKING:  # a checker says itself that a call cannot be awaited

        def __await__(self) -> "NoReturn":
            raise _usage_error(f"{self!r} runs nothing by itself: await ctx.run_query(...) or its kin with it")

    def __repr__(self) -> str:
        arguments = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        return f"{_dotted(self.visibility, self.path)}({arguments})"


class Query(Call[R_co]):
    """A call of a query."""

    __slots__ = ()


class PublicQuery(Query[R_co]):
    """A call of a query that any client may make."""

    __slots__ = ()


class Paginated(Call[R_co]):
    """A call of a paginated query that lacks its page options; R is one item of its pages."""

    __slots__ = ()


class PublicPaginated(Paginated[R_co]):
    """A call of a paginated query, without its page options, that any client may make."""

    __slots__ = ()


class Mutation(Call[R_co]):
    """A call of a mutation."""

    __slots__ = ()


class PublicMutation(Mutation[R_co]):
    """A call of a mutation that any client may make."""

    __slots__ = ()


class Action(Call[R_co]):
    """A call of an action."""

    __slots__ = ()


class PublicAction(Action[R_co]):
    """A call of an action that any client may make."""

    __slots__ = ()


class Ref:
    """A path below `api` or `internal`: an attribute leads on, calling it makes the `Call`.

    It knows no function, imports no module of the app, and checks nothing: that is the emitted stub's part, and the
    runtime's. Which kind of call it makes only the stub knows; at run time all are `Call`.
    """

    __slots__ = ("__path", "__visibility")

    def __init__(self, visibility: "Visibility", path: tuple[str, ...] = ()) -> None:
        self.__visibility: Visibility = visibility
        self.__path = path

    def __getattr__(self, name: str) -> "Ref":
        if name.startswith("__") and name.endswith("__"):  # a protocol that Python looks for, not a function
            raise AttributeError(name)
        return Ref(self.__visibility, (*self.__path, _written(name)))

    def __call__(self, /, *positional: object, **arguments: object) -> Call[object]:
        """Make the call of the function that this path names."""
        if positional:
            raise _usage_error(f"{self!r} takes keyword arguments only")
        return Call(self.__visibility, self.__path, {_written(name): value for name, value in arguments.items()})

    def __iter__(self) -> "NoReturn":
        raise _usage_error(f"{self!r} is a reference to a function, not its result")

    def __repr__(self) -> str:
        return _dotted(self.__visibility, self.__path)


def _usage_error(message: str) -> Exception:
    from .errors import UsageError  # here: a module of references is imported everywhere, and seldom wrong

    return UsageError(message)


def _written(name: str) -> str:
    """Drop the underscore that a keyword needs; any other name is written as it is called."""
    stem = name.removesuffix("_")
    return stem if iskeyword(stem) else name


def _dotted(visibility: "Visibility", path: tuple[str, ...]) -> str:
    names = (f"{name}_" if iskeyword(name) else name for name in path)
    return ".".join(("api" if visibility == "public" else "internal", *names))
