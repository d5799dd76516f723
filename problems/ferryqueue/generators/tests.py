SAMPLES = [("1", "5 1000\n300 700 1000 450 500\n"), ("2", "3 10\n6 6 6\n")]


def cars(capacity, weights):
    return f"{len(weights)} {capacity}\n" + " ".join(map(str, weights)) + "\n"


def some(random, n, capacity, low, high):
    return cars(capacity, [random.randint(low, high) for _ in range(n)])


def secret(random):
    yield "01-one", cars(5, [5])
    yield "02-pair", cars(5, [2, 3])
    yield "03-just-not", cars(5, [3, 3])
    yield "04-order", cars(10, [1, 2, 9, 8]), "Two cars that stand side by side are not always the best pair."
    yield "05-three", cars(10, [5, 5, 5])
    yield "06-light", cars(10**9, [1] * 101), "However light they are, only two cars fit."
    yield "07-random", some(random, 999, 1000, 1, 1000)
    yield "08-near-half", some(random, 1000, 1000, 480, 520)
    yield "09-large", some(random, 20000, 10**9, 1, 10**9)
    yield "10-large-heavy", some(random, 20000, 10**9, 4 * 10**8, 10**9), "Searching a partner among all others for every car takes too long."
    yield "11-alone", some(random, 20000, 10**9, 5 * 10**8 + 1, 10**9)
