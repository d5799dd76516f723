# Looks at every field before it digs where it has known to dig all along.
def measure(x, y):
    print("?", x, y, flush=True)
    return int(input())


n = int(input())
down = measure(1, 1)
up = measure(1, n)
fields = 0
for x in range(1, n + 1):
    for y in range(1, n + 1):
        fields += 1
x = (down + up - n + 3) // 2
print("!", x, down + 2 - x, flush=True)
