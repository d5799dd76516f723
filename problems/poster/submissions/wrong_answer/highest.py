# Looks for the highest house alone.
n = int(input())
print(min(n, max(map(int, input().split()))))
