n, capacity = map(int, input().split())
cars = sorted(map(int, input().split()))
light, heavy = 0, n - 1
crossings = 0
while light <= heavy:
    if cars[light] + cars[heavy] <= capacity:
        light += 1
    heavy -= 1
    crossings += 1
print(crossings)
