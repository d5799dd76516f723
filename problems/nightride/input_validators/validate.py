import re
import sys

lines = sys.stdin.read().split("\n")
first = re.fullmatch(r"([1-9]\d*) ([1-9]\d*)", lines[0])
if not first or lines[-1] != "":
    sys.exit(1)
n, m = map(int, first.groups())
if not 2 <= n <= 4000 or m > 12000 or len(lines) != m + 2:
    sys.exit(1)
for line in lines[1:-1]:
    road = re.fullmatch(r"([1-9]\d*) ([1-9]\d*) ([1-9]\d*)", line)
    if not road or int(road[1]) > n or int(road[2]) > n or road[1] == road[2] or int(road[3]) > 10**6:
        sys.exit(1)
sys.exit(42)
