"""What ends a command that goes on until it is interrupted: Ctrl-C, and the signal that ends processes."""

import signal
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def until_interrupted() -> Generator[None]:
    """Let an interruption end what is inside, and nothing else."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
