import re
import sys

lines = sys.stdin.read().split("\n")
first = re.fullmatch(r"([1-9]\d*) ([1-9]\d*)", lines[0])
if not first or lines[-1] != "":
    sys.exit(1)
n, q = map(int, first.groups())
if n > 20000 or q > 20000 or len(lines) != q + 2:
    sys.exit(1)
for line in lines[1:-1]:
    row = re.fullmatch(r"([1-9]\d*) ([1-9]\d*) ([1-9]\d*)", line)
    if not row or not int(row[1]) <= int(row[2]) <= n or int(row[3]) > 10**6:
        sys.exit(1)
sys.exit(42)
