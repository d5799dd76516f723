import re
import sys

lines = sys.stdin.read().split("\n")
first = re.fullmatch(r"([1-9]\d*) ([1-9]\d*) (0|[1-9]\d*)", lines[0])
if not first or lines[-1] != "":
    sys.exit(1)
n, m, k = map(int, first.groups())
pairs = [re.fullmatch(r"([1-9]\d*) ([1-9]\d*)", line) for line in lines[1:-1]]
if n > 300 or m > 300 or k > 6000 or len(pairs) != k or not all(pairs):
    sys.exit(1)
known = {(int(pair[1]), int(pair[2])) for pair in pairs}
sys.exit(42 if len(known) == k and all(a <= n and p <= m for a, p in known) else 1)
