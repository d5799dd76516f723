# Goes from mast to mast, and looks at all others for the next.
import math
import sys

numbers = list(map(int, sys.stdin.read().split()))
points = list(zip(numbers[2::2], numbers[3::2]))
first = at = min(points)
length = 0
while True:
    best = None
    for point in points:
        if point == at:
            continue
        if best is None:
            best = point
            continue
        turn = (best[0] - at[0]) * (point[1] - at[1]) - (best[1] - at[1]) * (point[0] - at[0])
        if turn < 0 or (turn == 0 and math.dist(at, point) > math.dist(at, best)):
            best = point
    if best is None:
        break
    length += math.dist(at, best)
    at = best
    if at == first:
        break
print(length + 2 * math.pi * numbers[1])
