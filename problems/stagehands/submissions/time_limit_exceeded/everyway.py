# Tries every way, actor by actor.
import sys

sys.setrecursionlimit(10_000)
numbers = list(map(int, sys.stdin.read().split()))
n, m, k = numbers[:3]
knows = [[] for _ in range(n + 1)]
for actor, play in zip(numbers[3::2], numbers[4::2]):
    knows[actor].append(play)


def most(actor, taken):
    if actor > n:
        return 0
    best = most(actor + 1, taken)
    for play in knows[actor]:
        if play not in taken:
            best = max(best, 1 + most(actor + 1, taken | {play}))
    return best


print(most(1, frozenset()))
