from bisect import bisect_right, insort

input()
seen = []
swaps = 0
for book in map(int, input().split()):
    swaps += len(seen) - bisect_right(seen, book)
    insort(seen, book)
print(swaps)
