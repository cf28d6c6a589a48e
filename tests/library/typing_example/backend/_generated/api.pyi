from .refs import documents as _documents

class _Api:
    documents: _documents.Public

class _Internal:
    documents: _documents.Internal

api: _Api
internal: _Internal
