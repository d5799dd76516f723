import re
import sys

text = sys.stdin.read()
match = re.fullmatch(r"([1-9]\d{0,3})\n((?:[a-z]{1,12}\n)+)", text)
if not match or int(match[1]) > 6000 or match[2].count("\n") != int(match[1]):
    sys.exit(1)
sys.exit(42)
