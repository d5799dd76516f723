import math

SAMPLES = [("1", "4 1\n0 0\n4 0\n4 3\n0 3\n"), ("2", "1 10\n5 5\n")]


def masts(radius, points):
    return f"{len(points)} {radius}\n" + "".join("%d %d\n" % point for point in points)


def some(random, n, most):
    points = set()
    while len(points) < n:
        points.add((random.randint(-most, most), random.randint(-most, most)))
    return sorted(points)


def circle(n, radius):
    angles = (2 * math.pi * i / n for i in range(n))
    return sorted({(round(radius * math.cos(a)), round(radius * math.sin(a))) for a in angles})


def secret(random):
    yield "01-one", masts(1000, [(-5, 7)])
    yield "02-two", masts(1, [(0, 0), (3, 4)])
    yield "03-line", masts(2, [(i, 2 * i) for i in range(10)]), "Masts in one line have a front and a back."
    yield "04-inner", masts(3, [(0, 0), (10, 0), (0, 10), (10, 10), (5, 5), (5, 0)])
    yield "05-large", masts(1000, [(-(10**6), -(10**6)), (10**6, 10**6), (10**6, -(10**6))])
    yield "06-random", masts(7, some(random, 500, 1000))
    yield "07-random", masts(1, some(random, 3000, 10**6))
    yield "08-circle", masts(5, circle(3000, 999999)), "When every mast is touched by the rope, looking for the next among all takes too long."
    yield "09-small-circle", masts(5, circle(700, 5000))
    yield "10-grid", masts(9, [(x, y) for x in range(50) for y in range(50)])
    yield "11-circle", masts(1000, circle(2900, 10**6))
