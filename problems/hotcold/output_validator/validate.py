"""Answers measurements, and knows where the treasure lies."""

import re
import sys

ACCEPTED, WRONG = 42, 43
MEASUREMENTS = 3
LONGEST_LINE = 100


def wrong(sentence):
    with open(sys.argv[3] + "/teammessage.txt", "w", encoding="utf-8") as message:
        message.write(sentence)
    sys.exit(WRONG)


with open(sys.argv[1], encoding="utf-8") as file:
    n, treasure_x, treasure_y = map(int, file.read().split())

print(n, flush=True)
measured = 0
while True:
    line = sys.stdin.buffer.readline(LONGEST_LINE).decode("ascii", "replace")
    if not line:
        wrong("The output ended before it said where to dig.")
    match = re.fullmatch(r"\s*([?!])\s+(\d{1,10})\s+(\d{1,10})\s*", line)
    if not match:
        wrong("A line is neither “? x y” nor “! x y”.")
    x, y = int(match[2]), int(match[3])
    if not (1 <= x <= n and 1 <= y <= n):
        wrong("There is no such field.")
    if match[1] == "!":
        if (x, y) != (treasure_x, treasure_y):
            wrong("There is nothing in this place.")
        if sys.stdin.buffer.read(LONGEST_LINE).strip():
            wrong("The output goes on after it said where to dig.")
        sys.exit(ACCEPTED)
    if measured == MEASUREMENTS:
        wrong(f"The battery is empty after {MEASUREMENTS} measurements.")
    measured += 1
    print(abs(x - treasure_x) + abs(y - treasure_y), flush=True)
