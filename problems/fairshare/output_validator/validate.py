"""Takes any fair share: sums up the pieces that were named."""

import sys

ACCEPTED, WRONG = 42, 43
MOST_WORDS = 1000


def wrong(sentence):
    with open(sys.argv[3] + "/teammessage.txt", "w", encoding="utf-8") as message:
        message.write(sentence)
    sys.exit(WRONG)


with open(sys.argv[1], encoding="utf-8") as file:
    n, *worths = map(int, file.read().split())
with open(sys.argv[2], encoding="utf-8") as file:
    possible = file.read().split() != ["impossible"]
words = sys.stdin.buffer.read().decode("ascii", "replace").split()

if words == ["impossible"]:
    if possible:
        wrong("There is a fair share.")
    sys.exit(ACCEPTED)
if not words or len(words) > MOST_WORDS or not all(word.isdecimal() and len(word) < 9 for word in words):
    wrong("This is neither “impossible” nor a list of numbers.")
count, *pieces = map(int, words)
if count != len(pieces):
    wrong(f"The first line announces {count} pieces, and {len(pieces)} follow.")
if len(set(pieces)) != len(pieces):
    wrong("A piece is named twice.")
if not all(1 <= piece <= n for piece in pieces):
    wrong("There is no piece with such a number.")
if 2 * sum(worths[piece - 1] for piece in pieces) != sum(worths):
    wrong("The two shares are not worth the same.")
sys.exit(ACCEPTED)
