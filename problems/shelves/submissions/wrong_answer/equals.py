# Swaps books with the same number, too.
from bisect import bisect_left, insort

input()
seen = []
swaps = 0
for book in map(int, input().split()):
    swaps += len(seen) - bisect_left(seen, book)
    insort(seen, book)
print(swaps)
