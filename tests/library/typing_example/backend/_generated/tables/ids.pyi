from typing import NewType

DocumentId = NewType("DocumentId", str)
UserId = NewType("UserId", str)
