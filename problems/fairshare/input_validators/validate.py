import re
import sys

match = re.fullmatch(r"([1-9]\d*)\n([1-9]\d*(?: [1-9]\d*)*)\n", sys.stdin.read())
if not match:
    sys.exit(1)
worths = list(map(int, match[2].split(" ")))
sys.exit(42 if len(worths) == int(match[1]) <= 150 and max(worths) <= 150 else 1)
