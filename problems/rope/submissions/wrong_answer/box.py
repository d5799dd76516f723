# Measures the box around the masts.
import math
import sys

numbers = list(map(int, sys.stdin.read().split()))
xs, ys = numbers[2::2], numbers[3::2]
print(2 * (max(xs) - min(xs) + max(ys) - min(ys)) + 2 * math.pi * numbers[1])
