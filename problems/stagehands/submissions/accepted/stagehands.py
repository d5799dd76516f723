import sys

sys.setrecursionlimit(10_000)
numbers = list(map(int, sys.stdin.read().split()))
n, m, k = numbers[:3]
knows = [[] for _ in range(n + 1)]
for actor, play in zip(numbers[3::2], numbers[4::2]):
    knows[actor].append(play)
lead = [0] * (m + 1)


def finds_play(actor, asked):
    for play in knows[actor]:
        if play not in asked:
            asked.add(play)
            if not lead[play] or finds_play(lead[play], asked):
                lead[play] = actor
                return True
    return False


print(sum(finds_play(actor, set()) for actor in range(1, n + 1)))
