import re
import sys

match = re.fullmatch(r"([1-9]\d*) (0|[1-9]\d*) ([1-9]\d*) (0|[1-9]\d*)\n", sys.stdin.read())
if not match:
    sys.exit(1)
a, r, b, s = map(int, match.groups())
sys.exit(42 if a <= 10**6 and b <= 10**6 and r < a and s < b else 1)
