SAMPLES = [("1", "6\n2 3 4 3 5 1\n"), ("2", "3\n0 0 0\n")]


def town(heights):
    return f"{len(heights)}\n" + " ".join(map(str, heights)) + "\n"


def secret(random):
    yield "01-one", town([7])
    yield "02-flat", town([3, 3, 3])
    yield "03-wide", town([2] * 50), "A wide row of low houses bears no tall poster."
    yield "04-tower", town([1, 100, 1]), "Nor does a single tower bear a wide one."
    yield "05-stairs", town(list(range(1, 60)))
    yield "06-gap", town([9] * 8 + [0] + [9] * 7)
    yield "07-random", town([random.randint(0, 50) for _ in range(500)])
    yield "08-high", town([random.randint(9000, 10**6) for _ in range(18000)]), "Trying every part of the row takes too long."
    yield "09-large", town([20000] * 20000), "Trying every part of the row takes too long."
    yield "10-mountain", town([min(i, 19999 - i) * 3 for i in range(20000)])
    yield "11-noise", town([random.randint(0, 10**6) for _ in range(15000)])
