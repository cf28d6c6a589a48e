"""The step that gives a project a whole file; looks at what stands in its place and on the way there."""

import os
from pathlib import Path

from ...backends.templating import render
from ...writer.disk import Kind, kind_of, obstacle
from .site import Site
from .steps import Create, Keep, Refuse

_WORDS = {Kind.FILE: "a file", Kind.FOLDER: "a folder", Kind.LINK: "a symbolic link", Kind.OTHER: "no plain file"}


def create(site: Site, path: str, template: str, **view: object) -> Create | Keep | Refuse:
    """Return the step that gives the project a file, made of a skeleton below `templates/init/`."""
    target = site.path(path)
    kind, blocked = kind_of(target), obstacle(site.repository, target.parent)
    if blocked is not None:
        where = Path(os.path.relpath(blocked.path, site.root)).as_posix()
        return Refuse(f'{_WORDS[blocked.kind]} stands at "{where}", where a folder is needed', "move it elsewhere")
    if kind in (Kind.FOLDER, Kind.OTHER):
        return Refuse(f'{_WORDS[kind]} stands at "{path}", where a file is needed', "move it elsewhere")
    if kind is not Kind.NOTHING:
        return Keep(path)
    above = next(folder for folder in target.parents if folder.exists())
    if not os.access(above, os.W_OK | os.X_OK):
        return Refuse(f'cannot write "{path}": its folder is not writable', "make the folder writable")
    return Create(path, render(f"init/{template}.j2", view))
