# Forgets the last kettle if it is not full.
n, c, k, m = map(int, input().split())
print(n * c // k * m)
