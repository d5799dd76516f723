n, b = map(int, input().split())
broken = set(map(int, input().split())) if b else set()
one, two, three = 1, 0, 0  # Ways to the last step, the one before it, and the one before that.
for step in range(1, n + 1):
    ways = 0 if step in broken else (one + two + three) % 1_000_000_007
    one, two, three = ways, one, two
print(one)
