# Believes that there is always a feast, within a million days.
a, r, b, s = map(int, input().split())
for day in range(10**6):
    if day % a == r and day % b == s:
        break
print(day)
