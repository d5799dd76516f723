import re
import sys

match = re.fullmatch(r"([1-9]\d*)\n([1-9]\d*(?: [1-9]\d*)*)\n", sys.stdin.read())
if not match:
    sys.exit(1)
books = list(map(int, match[2].split(" ")))
sys.exit(42 if len(books) == int(match[1]) <= 20000 and max(books) <= 10**6 else 1)
