import math
import sys

numbers = list(map(int, sys.stdin.read().split()))
radius = numbers[1]
points = sorted(zip(numbers[2::2], numbers[3::2]))


def half(points):
    chain = []
    for x, y in points:
        while len(chain) > 1:
            (ax, ay), (bx, by) = chain[-2:]
            if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:
                break
            chain.pop()
        chain.append((x, y))
    return chain


def length(chain):
    return sum(math.dist(a, b) for a, b in zip(chain, chain[1:]))


print(length(half(points)) + length(half(points[::-1])) + 2 * math.pi * radius)
