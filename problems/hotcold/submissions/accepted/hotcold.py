def measure(x, y):
    print("?", x, y, flush=True)
    return int(input())


n = int(input())
down = measure(1, 1)  # x + y - 2
up = measure(1, n)  # x - 1 + n - y
x = (down + up - n + 3) // 2
print("!", x, down + 2 - x, flush=True)
