# Of equally wet beds, takes the last.
import sys
from itertools import accumulate

numbers = list(map(int, sys.stdin.buffer.read().split()))
n, q = numbers[:2]
change = [0] * (n + 1)
for i in range(2, 2 + 3 * q, 3):
    change[numbers[i] - 1] += numbers[i + 2]
    change[numbers[i + 1]] -= numbers[i + 2]
water = list(accumulate(change))[:n]
most, bed = max((litres, bed) for bed, litres in enumerate(water, 1))
print(bed, most)
