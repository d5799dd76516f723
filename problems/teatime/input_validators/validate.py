import re
import sys

match = re.fullmatch(r"([1-9]\d*) ([1-9]\d*) ([1-9]\d*) ([1-9]\d*)\n", sys.stdin.read())
if not match or any(int(number) > 10**6 for number in match.groups()):
    sys.exit(1)
sys.exit(42)
