# For the heaviest car, looks through all others for the heaviest that fits.
n, capacity = map(int, input().split())
cars = list(map(int, input().split()))
crossings = 0
while cars:
    heavy = max(cars)
    cars.remove(heavy)
    best = 0
    for car in cars:
        if best < car <= capacity - heavy:
            best = car
    if best:
        cars.remove(best)
    crossings += 1
print(crossings)
