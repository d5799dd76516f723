from math import gcd

a, r, b, s = map(int, input().split())
common = gcd(a, b)
if (s - r) % common:
    print("never")
else:
    a2, b2 = a // common, b // common
    steps = (s - r) // common * pow(a2, -1, b2) % b2 if b2 > 1 else 0
    day = r + a * steps
    while day < s:
        day += a * b2
    print(day)
