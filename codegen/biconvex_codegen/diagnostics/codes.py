"""The codes of all diagnostics, one line each; a code is never renamed, and each has a page `docs/errors/<code>.md`."""

from enum import Enum
from typing import Self


class Severity(Enum):
    """How bad a diagnostic is: an error stops the compilation, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Code(Enum):
    """What kind of problem a diagnostic reports; its value is what people read and search for."""

    severity: Severity

    def __new__(cls, value: str, severity: Severity = Severity.ERROR) -> Self:
        """Make a code of its kebab-case value; an error unless it says otherwise."""
        code = object.__new__(cls)
        code._value_ = value
        code.severity = severity
        return code

    # The project and its files
    MISSING_PROJECT = "missing-project"
    INVALID_CONFIG = "invalid-config"
    UNKNOWN_CONFIG_KEY = "unknown-config-key"
    VERSION_MISMATCH = "version-mismatch"
    FOREIGN_FILE = "foreign-file"
    MISSING_SOURCE = "missing-source"
    UNREADABLE_FILE = "unreadable-file"

    # One module
    MERGE_CONFLICT = "merge-conflict"
    SYNTAX_ERROR = "syntax-error"
    SYNTAX_TOO_NEW = "syntax-too-new"
    TOO_DEEP = "too-deep"
    DUPLICATE_NAME = "duplicate-name"
    UNKNOWN_NAME = "unknown-name"
    NOT_STATIC = "not-static"
    CIRCULAR_DEFINITION = "circular-definition"
    EVALUATION_TOO_LARGE = "evaluation-too-large"
    INVALID_CALL = "invalid-call"
    EARLY_ANNOTATION = "early-annotation", Severity.WARNING
    MISSING_INIT = "missing-init", Severity.WARNING

    # The schema
    MISSING_SCHEMA = "missing-schema", Severity.WARNING
    INVALID_SCHEMA = "invalid-schema"
    INVALID_TABLE = "invalid-table"
    DUPLICATE_TABLE = "duplicate-table"
    UNKNOWN_TABLE = "unknown-table"
    CLASS_NAME_CLASH = "class-name-clash"
    INVALID_NAME = "invalid-name"
    RESERVED_NAME = "reserved-name"
    INVALID_VALIDATOR = "invalid-validator"
    DUPLICATE_INDEX = "duplicate-index"
    INVALID_INDEX = "invalid-index"
    INVALID_SEARCH_INDEX = "invalid-search-index"
    INVALID_VECTOR_INDEX = "invalid-vector-index"
    UNKNOWN_INDEX_FIELD = "unknown-index-field"
    LIMIT_EXCEEDED = "limit-exceeded"
    REQUIRED_ID_CYCLE = "required-id-cycle", Severity.WARNING

    # Functions
    NO_FUNCTIONS = "no-functions", Severity.WARNING
    INVALID_REGISTRATION = "invalid-registration"
    HIDDEN_FUNCTION = "hidden-function", Severity.WARNING
    DUPLICATE_FUNCTION = "duplicate-function"
    WIRE_NAME_CLASH = "wire-name-clash"
    ARGUMENT_MISMATCH = "argument-mismatch"
    UNSUPPORTED_ANNOTATION = "unsupported-annotation"
    MISSING_ARGUMENT_TYPE = "missing-argument-type", Severity.WARNING
    MISSING_RETURN_TYPE = "missing-return-type", Severity.WARNING

    # Crons and routes
    INVALID_CRON = "invalid-cron"
    UNKNOWN_FUNCTION = "unknown-function"
    INVALID_ROUTE = "invalid-route"
    DUPLICATE_ROUTE = "duplicate-route"
