import re
import sys

match = re.fullmatch(r"([1-9]\d*) ([1-9]\d*)\n([1-9]\d*(?: [1-9]\d*)*)\n", sys.stdin.read())
if not match:
    sys.exit(1)
n, c = int(match[1]), int(match[2])
weights = list(map(int, match[3].split(" ")))
sys.exit(42 if len(weights) == n <= 20000 and max(weights) <= c <= 10**9 else 1)
