"""Python loads this by itself where it is on the path: it writes down what a process does that no command may do."""

import os
import sys

REPORT = os.environ["WATCHED_REPORT"]
# What Python tells of sockets, of programs in a shell, and of what is brought to life from data.
TOLD = ("socket.", "os.system", "pickle.find_class", "ftplib.", "http.client.", "smtplib.", "urllib.", "webbrowser.")


def hook(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(TOLD):
        line = f"{event} {arguments!r:.200}\n".encode(errors="replace")
        handle = os.open(REPORT, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(handle, line)
        os.close(handle)


sys.addaudithook(hook)
