"""What is done as soon as this process is told to stop, while requests are still answered; must not stop it."""

import signal
import socket
import threading
from collections.abc import Callable


def at_end(call: Callable[[], None]) -> None:
    """Call this whenever SIGTERM or SIGINT comes, whoever handles the signal; from the main thread.

    The server waits for the requests under way: what is held back must be answered then, and by another thread than
    the one that the server's own handler stops.
    """
    hear, tell = socket.socketpair()
    tell.setblocking(False)
    signal.set_wakeup_fd(tell.fileno(), warn_on_full_buffer=False)
    threading.Thread(target=_listen, args=(hear, tell, call), name="ending", daemon=True).start()


def _listen(hear: socket.socket, _tell: socket.socket, call: Callable[[], None]) -> None:
    """Wait for numbers of signals that end; the other side is kept open by standing here."""
    ends = {signal.SIGTERM, signal.SIGINT}
    while heard := hear.recv(64):
        if ends.intersection(heard):
            call()
