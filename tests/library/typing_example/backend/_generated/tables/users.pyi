from typing import Literal, NotRequired, TypedDict

from biconvex.database import Index, Query
from typing_extensions import ReadOnly

from .ids import UserId

class UserFields(TypedDict):
    name: ReadOnly[str]
    email: ReadOnly[str]
    _id: NotRequired[ReadOnly[UserId]]
    _creationTime: NotRequired[ReadOnly[float]]

class User(UserFields):
    _id: ReadOnly[UserId]
    _creationTime: ReadOnly[float]

class UserPatch(TypedDict, total=False):
    name: str
    email: str

class UserIndexes:
    by_email: Index[User, Literal["email"], str, Index[User, Literal["_creationTime"], float, Query[User]]]
    by_creation_time: Index[User, Literal["_creationTime"], float, Query[User]]
    by_id: Index[User, Literal["_id"], UserId, Query[User]]
