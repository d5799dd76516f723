# Pours cup by cup.
n, c, k, m = map(int, input().split())
cups = n * c
minutes = 0
while cups > 0:
    cups -= k
    minutes += m
print(minutes)
