import re
import sys

text = sys.stdin.read()
match = re.fullmatch(r"([1-9]\d*) (0|[1-9]\d*)\n(?:([1-9]\d*(?: [1-9]\d*)*)\n)?", text)
if not match:
    sys.exit(1)
n, b = int(match[1]), int(match[2])
broken = list(map(int, match[3].split(" "))) if match[3] else []
good = len(broken) == b < n <= 50000 and broken == sorted(set(broken))
sys.exit(42 if good and (not broken or broken[-1] < n) else 1)
