# Tries every way.
from itertools import combinations

n = int(input())
worths = list(map(int, input().split()))
total = sum(worths)
for size in range(1, n):
    for pieces in combinations(range(n), size):
        if 2 * sum(worths[i] for i in pieces) == total:
            print(size)
            print(*(i + 1 for i in pieces))
            raise SystemExit
print("impossible")
