from biconvex.database import ScheduledFunctionDocument as ScheduledFunctionDocument
from biconvex.database import ScheduledFunctionId as ScheduledFunctionId
from biconvex.database import StorageDocument as StorageDocument
from biconvex.database import StorageId as StorageId

from .tables.documents import Document as Document
from .tables.documents import DocumentFields as DocumentFields
from .tables.documents import DocumentIndexes as DocumentIndexes
from .tables.documents import DocumentPatch as DocumentPatch
from .tables.documents import DocumentSearch as DocumentSearch
from .tables.documents import DocumentVectors as DocumentVectors
from .tables.ids import DocumentId as DocumentId
from .tables.ids import UserId as UserId
from .tables.users import User as User
from .tables.users import UserFields as UserFields
from .tables.users import UserIndexes as UserIndexes
from .tables.users import UserPatch as UserPatch
