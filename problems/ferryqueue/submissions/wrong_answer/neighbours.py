# Pairs the two lightest that wait.
n, capacity = map(int, input().split())
cars = sorted(map(int, input().split()))
crossings = 0
while cars:
    first = cars.pop()
    if cars and first + cars[-1] <= capacity:
        cars.pop()
    crossings += 1
print(crossings)
