"""Reads what a helper, or a runner of tests, is told. See ../README.md."""

import os

ORDERS, EVENTS = 3, 4


def read_exactly(descriptor, count):
    read = b""
    while len(read) < count:
        more = os.read(descriptor, count - len(read))
        if not more:
            os._exit(0)
        read += more
    return read


def read_order(descriptor):
    length = int.from_bytes(read_exactly(descriptor, 4))
    return [os.fsdecode(word) for word in read_exactly(descriptor, length)[:-1].split(b"\0")]
