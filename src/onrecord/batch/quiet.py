"""What a worker on this machine does first: Ctrl-C, which a terminal sends to every process, is the driver's matter."""

import signal

__all__ = ["dask_setup"]


def dask_setup(worker: object) -> None:
    """Called by Dask in each worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
