# Goes over all roads as often as there are crossings.
import sys

numbers = list(map(int, sys.stdin.buffer.read().split()))
n, m = numbers[:2]
roads = [tuple(numbers[i : i + 3]) for i in range(2, 2 + 3 * m, 3)]
far = float("inf")
best = [[far] * (n + 1), [far] * (n + 1)]
best[0][1] = 0
for _ in range(n):
    for x, y, toll in roads:
        for a, b in ((x, y), (y, x)):
            best[0][b] = min(best[0][b], best[0][a] + toll)
            best[1][b] = min(best[1][b], best[1][a] + toll, best[0][a])
cost = min(best[0][n], best[1][n])
print("impossible" if cost == far else cost)
