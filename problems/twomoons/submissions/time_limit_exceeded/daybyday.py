# Looks at every day.
a, r, b, s = map(int, input().split())
for day in range(2 * a * b):
    if day % a == r and day % b == s:
        print(day)
        break
else:
    print("never")
