from biconvex.server import (
    Decorator,
    GenericActionCtx,
    GenericQueryCtx,
    HttpActionDecorator,
    MutationCapabilities,
)

from .database import DatabaseReader as DatabaseReader
from .database import DatabaseWriter as DatabaseWriter
from .database import VectorSearch as VectorSearch

class QueryCtx(GenericQueryCtx[DatabaseReader]): ...

class MutationCtx(MutationCapabilities, QueryCtx):
    @property
    def db(self) -> DatabaseWriter: ...

class ActionCtx(GenericActionCtx[VectorSearch]): ...

query: Decorator[QueryCtx]
internal_query: Decorator[QueryCtx]
mutation: Decorator[MutationCtx]
internal_mutation: Decorator[MutationCtx]
action: Decorator[ActionCtx]
internal_action: Decorator[ActionCtx]
http_action: HttpActionDecorator[ActionCtx]
