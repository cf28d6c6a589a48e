"""Names that mean something already, as frozen lists: data alone, so that no interpreter's version changes a result."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PYTHON_KEYWORDS = _words(
    """
    False None True __debug__ and as assert async await break class continue def del elif else except finally for
    from global if import in is lambda nonlocal not or pass raise return try while with yield
    """
)
"""What can be no Python identifier (Python 3.11 to 3.14), and `__debug__`, which cannot be assigned."""

PYTHON_SOFT_KEYWORDS = _words("_ case match type")
"""What is a keyword in some places; an identifier all the same, and never renamed."""

PYTHON_BUILTINS = _words(
    """
    ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError
    BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError
    ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError Exception
    ExceptionGroup False FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError
    ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError
    KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError None NotADirectoryError NotImplemented
    NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError
    PythonFinalizationError RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning
    StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError True
    TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError
    UnicodeWarning UserWarning ValueError Warning WindowsError ZeroDivisionError abs aiter all anext any ascii bin
    bool breakpoint bytearray bytes callable chr classmethod compile complex copyright credits delattr dict dir
    divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input
    int isinstance issubclass iter len license list locals map max memoryview min next object oct open ord pow
    print property quit range repr reversed round set setattr slice sorted staticmethod str sum super tuple type
    vars zip
    """
)
"""The names of `builtins` (Python 3.11 to 3.14) without those that begin with an underscore."""

BUILTIN_ATTRIBUTES = _words(
    """
    MAXLINES add add_note append args as_integer_ratio bit_count bit_length c_contiguous capitalize casefold
    cast center characters_written clear code conjugate contiguous copy count decode deleter denominator derive
    difference difference_update discard encode encoding end end_lineno end_offset endswith eof errno exceptions
    expandtabs extend f_contiguous fdel fget filename filename2 find format format_map from_bytes from_number
    fromhex fromkeys fset get getter hex imag index indices insert intersection intersection_update is_integer
    isalnum isalpha isascii isdecimal isdigit isdisjoint isidentifier islower isnumeric isprintable isspace
    issubset issuperset istitle isupper items itemsize join keys lineno ljust lower lstrip maketrans message mro
    msg name name_from nbytes ndim numerator obj object offset partition path pop popitem print_file_and_line
    readonly real reason release remove removeprefix removesuffix replace reverse rfind rindex rjust rpartition
    rsplit rstrip setdefault setter shape sort split splitlines start startswith step stop strerror strides
    strip subgroup suboffsets swapcase symmetric_difference symmetric_difference_update text title to_bytes
    tobytes tolist toreadonly translate union update upper value values with_traceback zfill
    """
)
"""The attributes of anything in `builtins` (Python 3.11 to 3.14) without those that begin with an underscore."""

_OF_NUMBERS = "as_integer_ratio conjugate imag is_integer real"
ATTRIBUTES_OF = {
    "None": _words(""),
    "dict": _words("clear copy fromkeys get items keys pop popitem setdefault update values"),
    "float": _words(f"{_OF_NUMBERS} from_number fromhex hex"),
    "int": _words(f"{_OF_NUMBERS} bit_count bit_length denominator from_bytes numerator to_bytes"),
    "list": _words("append clear copy count extend index insert pop remove reverse sort"),
    "tuple": _words("count index"),
}
"""The attributes of some of Python's types (Python 3.11 to 3.14) without those that begin with an underscore."""

TAKE_NO_FUNCTION = _words(
    """
    BaseExceptionGroup Ellipsis ExceptionGroup False None NotImplemented True UnicodeDecodeError UnicodeEncodeError
    UnicodeTranslateError abs aiter all anext any bin bytearray bytes chr compile complex delattr dict divmod enumerate
    filter float frozenset getattr globals hasattr hex int isinstance issubclass iter len list locals map max memoryview
    min next object oct open ord pow range reversed round set setattr sorted sum super tuple zip
    """
)
"""The builtins that raise when they are called with a function alone."""

GIVE_NO_FUNCTION = TAKE_NO_FUNCTION - _words("anext getattr max min next super") | _words(
    "ascii bool callable dir format hash id print property repr slice str vars"
)
"""The builtins that raise, or give what cannot be called with a function, whatever they are called with."""

WINDOWS_DEVICE_NAMES = _words(
    """
    aux com0 com1 com2 com3 com4 com5 com6 com7 com8 com9 con conin$ conout$ lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6
    lpt7 lpt8 lpt9 nul prn
    """
)
"""What no file may be called on Windows, in any case and with any extension."""

SYSTEM_ID_CLASSES = ("ScheduledFunctionId", "StorageId")
"""What the data model calls the ids of the system tables."""

SYSTEM_CLASS_NAMES = _words(
    """
    ActionCtx DatabaseReader DatabaseWriter MutationCtx QueryCtx ScheduledFunctionDocument ScheduledFunctionId
    StorageDocument StorageId VectorSearch
    """
)
"""What generated code calls its own classes; a table's class of such a name would stand beside another of it."""

TYPESCRIPT_RESERVED = _words(
    """
    arguments await break case catch class const continue debugger default delete do else enum eval export extends
    false finally for function if implements import in instanceof interface let new null package private protected
    public return static super switch this throw true try typeof var void while with yield
    """
)
"""What can be no identifier in a TypeScript module; all of them are fine as property names."""

TYPESCRIPT_TYPE_NAMES = _words("any bigint boolean never null number object string symbol undefined unknown void")
"""What no TypeScript type may be called beside the reserved words."""

TYPESCRIPT_GLOBALS = _words(
    """
    Array ArrayBuffer BigInt Boolean DataModel Date Doc Error Function FunctionReference Id Infinity Map NaN Number
    Object Partial Promise Record Set String Symbol TableNames api components globalThis internal undefined
    """
)
"""What generated TypeScript relies on, or users of it would be surprised to see hidden."""
