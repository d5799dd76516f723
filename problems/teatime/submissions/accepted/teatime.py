n, c, k, m = map(int, input().split())
print((n * c + k - 1) // k * m)
