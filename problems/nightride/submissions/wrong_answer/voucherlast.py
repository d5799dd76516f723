# Takes the cheapest ride, and then uses the voucher on its dearest road.
import heapq
import sys

numbers = list(map(int, sys.stdin.buffer.read().split()))
n, m = numbers[:2]
roads = [[] for _ in range(n + 1)]
for i in range(2, 2 + 3 * m, 3):
    a, b, toll = numbers[i : i + 3]
    roads[a].append((b, toll))
    roads[b].append((a, toll))
seen = set()
queue = [(0, 1, 0)]
while queue:
    cost, crossing, dearest = heapq.heappop(queue)
    if crossing == n:
        print(cost - dearest)
        break
    if crossing not in seen:
        seen.add(crossing)
        for other, toll in roads[crossing]:
            heapq.heappush(queue, (cost + toll, other, max(dearest, toll)))
else:
    print("impossible")
