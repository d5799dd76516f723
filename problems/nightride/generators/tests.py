SAMPLES = [("1", "4 4\n1 2 10\n2 4 3\n1 3 4\n3 4 5\n"), ("2", "3 1\n1 2 5\n")]


def city(n, roads):
    return f"{n} {len(roads)}\n" + "".join("%d %d %d\n" % road for road in roads)


def some(random, n, m, most):
    roads = [(i, random.randint(max(1, i - 9), i - 1), random.randint(1, most)) for i in range(2, n + 1)]
    while len(roads) < m:
        a, b = random.randint(1, n), random.randint(1, n)
        if a != b:
            roads.append((a, b, random.randint(1, most)))
    random.shuffle(roads)
    return city(n, roads)


def secret(random):
    yield "01-one-road", city(2, [(2, 1, 9)])
    yield "02-impossible", city(4, [(1, 2, 1), (3, 4, 1)])
    yield "03-detour", city(4, [(1, 2, 1), (2, 3, 1), (3, 4, 1), (1, 4, 100)]), "With the voucher, the dearest road may be the best."
    yield "04-not-cheapest", city(5, [(1, 2, 4), (2, 5, 4), (1, 3, 1), (3, 4, 1), (4, 5, 9)]), "The cheapest ride without a voucher need not be the one to use it on."
    yield "05-parallel", city(2, [(1, 2, 9), (1, 2, 4)])
    yield "06-random", some(random, 60, 150, 100)
    yield "07-sparse", some(random, 800, 850, 10**6)
    line = [(i, i + 1, 10**6) for i in range(1, 4000)]
    yield "08-line", city(4000, line[::-1]), "Going over all roads again and again takes too long."
    yield "09-large", some(random, 4000, 12000, 10**6)
    yield "10-large-small-tolls", some(random, 4000, 12000, 9)
    yield "11-unreachable", city(4000, line[:-1])
