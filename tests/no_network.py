"""A process without a way out: its kernel refuses it every socket that leaves the computer."""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys

# The number of socket(2), and the architecture as the kernel's audit calls it (linux/audit.h).
_OF_MACHINE = {"x86_64": (41, 0xC000003E), "aarch64": (198, 0xC00000B7)}
POSSIBLE = sys.platform == "linux" and platform.machine() in _OF_MACHINE
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06  # BPF_LD|BPF_W|BPF_ABS, BPF_JMP|BPF_JEQ|BPF_K, BPF_RET|BPF_K
_ALLOW, _KILL = 0x7FFF0000, 0x80000000  # SECCOMP_RET_ALLOW, SECCOMP_RET_KILL_PROCESS
_NO_NEW_PRIVS, _SET_SECCOMP, _FILTER = 38, 22, 2
_INET, _INET6, _PACKET = 2, 10, 17


def forbid() -> None:
    """End this process, and all that it starts, when it asks for an internet socket. A local one is let be: the C
    library asks the computer's own daemons for the names of users by it.
    """
    number, machine = _OF_MACHINE[platform.machine()]
    steps = [
        (_LOAD, 0, 0, 4),  # seccomp_data.arch
        (_EQUAL, 0, 6, machine),
        (_LOAD, 0, 0, 0),  # seccomp_data.nr
        (_EQUAL, 0, 4, number),
        (_LOAD, 0, 0, 16),  # the first argument: the family of addresses
        (_EQUAL, 3, 0, _INET),
        (_EQUAL, 2, 0, _INET6),
        (_EQUAL, 1, 0, _PACKET),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _KILL),
    ]
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    held = ctypes.create_string_buffer(code)
    program = ctypes.create_string_buffer(struct.pack("HP", len(steps), ctypes.addressof(held)))
    libc = ctypes.CDLL(None, use_errno=True)
    for words in ((_NO_NEW_PRIVS, 1, 0, 0, 0), (_SET_SECCOMP, _FILTER, program, 0, 0)):
        if libc.prctl(*words):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
