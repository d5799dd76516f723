import re
import sys

match = re.fullmatch(r"([1-9]\d*)\n((?:0|[1-9]\d*)(?: (?:0|[1-9]\d*))*)\n", sys.stdin.read())
if not match:
    sys.exit(1)
heights = list(map(int, match[2].split(" ")))
sys.exit(42 if len(heights) == int(match[1]) <= 20000 and max(heights) <= 10**6 else 1)
