import sys
from itertools import accumulate

numbers = list(map(int, sys.stdin.buffer.read().split()))
n, q = numbers[:2]
change = [0] * (n + 1)
for i in range(2, 2 + 3 * q, 3):
    left, right, litres = numbers[i : i + 3]
    change[left - 1] += litres
    change[right] -= litres
water = list(accumulate(change))[:n]
most = max(water)
print(water.index(most) + 1, most)
