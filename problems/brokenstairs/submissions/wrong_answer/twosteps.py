# Never takes three steps at a time.
n, b = map(int, input().split())
broken = set(map(int, input().split())) if b else set()
one, two = 1, 0
for step in range(1, n + 1):
    one, two = 0 if step in broken else (one + two) % 1_000_000_007, one
print(one)
