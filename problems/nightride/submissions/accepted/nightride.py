import heapq
import sys

numbers = list(map(int, sys.stdin.buffer.read().split()))
n, m = numbers[:2]
roads = [[] for _ in range(n + 1)]
for i in range(2, 2 + 3 * m, 3):
    a, b, toll = numbers[i : i + 3]
    roads[a].append((b, toll))
    roads[b].append((a, toll))
# A place is a crossing, and whether the voucher is still there.
best = {}
queue = [(0, 1, 1)]
while queue:
    cost, crossing, voucher = heapq.heappop(queue)
    if (crossing, voucher) in best:
        continue
    best[crossing, voucher] = cost
    if crossing == n:
        break
    for other, toll in roads[crossing]:
        if (other, voucher) not in best:
            heapq.heappush(queue, (cost + toll, other, voucher))
        if voucher and (other, 0) not in best:
            heapq.heappush(queue, (cost, other, 0))
costs = [cost for (crossing, _), cost in best.items() if crossing == n]
print(min(costs) if costs else "impossible")
