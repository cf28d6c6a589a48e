"""The rules of the language, one file each, in the order in which they are applied; their order changes no result."""

from collections.abc import Callable, Iterator

from ...diagnostics import Diagnostic
from ..index import AppIndex
from .argument_names import argument_names
from .class_names import class_names
from .cron_names import cron_names
from .cron_schedules import cron_schedules
from .cron_targets import cron_targets
from .field_names import field_names
from .function_names import function_names
from .index_fields import index_fields
from .index_names import index_names
from .limits import limits
from .record_keys import record_keys
from .required_ids import required_ids
from .routes import routes
from .search_indexes import search_indexes
from .table_forms import table_forms
from .table_names import table_names
from .unique_functions import unique_functions
from .unique_indexes import unique_indexes
from .unique_modules import unique_modules
from .unique_routes import unique_routes
from .unique_shapes import unique_shapes
from .unique_tables import unique_tables
from .unknown_index_fields import unknown_index_fields
from .unknown_tables import unknown_tables
from .vector_indexes import vector_indexes

RULES: tuple[Callable[[AppIndex], Iterator[Diagnostic]], ...] = (
    unique_tables,
    table_names,
    table_forms,
    class_names,
    field_names,
    unknown_tables,
    record_keys,
    index_names,
    unique_indexes,
    index_fields,
    search_indexes,
    vector_indexes,
    unknown_index_fields,
    required_ids,
    limits,
    unique_shapes,
    function_names,
    unique_functions,
    unique_modules,
    argument_names,
    cron_names,
    cron_schedules,
    cron_targets,
    routes,
    unique_routes,
)
