"""What git is told about an output folder: source maps move with every edit and stay out, all else is generated."""

from .artifact import Artifact
from .marker import CONFIG_HEAD

STAGING = ".biconvex-staged"


def emit() -> tuple[Artifact, ...]:
    """Return the `.gitattributes` and `.gitignore` of an output folder."""
    return (
        Artifact(".gitattributes", f"{CONFIG_HEAD}* text eol=lf linguist-generated\n"),
        Artifact(".gitignore", f"{CONFIG_HEAD}*.map\n{STAGING}/\n"),
    )
