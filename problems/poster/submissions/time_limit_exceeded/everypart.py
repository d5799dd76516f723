# From every house to the right, as far as it helps.
n = int(input())
heights = list(map(int, input().split()))
best = 0
for left in range(n):
    lowest = heights[left]
    for right in range(left, n):
        lowest = min(lowest, heights[right])
        best = max(best, min(lowest, right - left + 1))
print(best)
