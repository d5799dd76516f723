# Waters bed by bed.
n, q = map(int, input().split())
water = [0] * n
for _ in range(q):
    left, right, litres = map(int, input().split())
    for bed in range(left - 1, right):
        water[bed] += litres
most = max(water)
print(water.index(most) + 1, most)
