import re
import sys

lines = sys.stdin.read().split("\n")
first = re.fullmatch(r"([1-9]\d*) ([1-9]\d*)", lines[0])
if not first or lines[-1] != "" or int(first[1]) > 3000 or int(first[2]) > 1000:
    sys.exit(1)
number = r"(0|-?[1-9]\d*)"
points = [re.fullmatch(number + " " + number, line) for line in lines[1:-1]]
if len(points) != int(first[1]) or not all(points):
    sys.exit(1)
centres = {(int(point[1]), int(point[2])) for point in points}
sys.exit(42 if len(centres) == len(points) and all(max(abs(x), abs(y)) <= 10**6 for x, y in centres) else 1)
