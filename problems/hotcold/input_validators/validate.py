import re
import sys

match = re.fullmatch(r"([1-9]\d*) ([1-9]\d*) ([1-9]\d*)\n", sys.stdin.read())
if not match:
    sys.exit(1)
n, x, y = map(int, match.groups())
sys.exit(42 if x <= n <= 10**9 and y <= n else 1)
