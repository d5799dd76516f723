SAMPLES = [("1", "3 3 5\n1 1\n1 2\n2 1\n3 1\n3 3\n"), ("2", "2 2 0\n")]


def theatre(n, m, pairs):
    pairs = sorted(pairs)
    return f"{n} {m} {len(pairs)}\n" + "".join("%d %d\n" % pair for pair in pairs)


def some(random, n, m, k):
    pairs = set()
    while len(pairs) < k:
        pairs.add((random.randint(1, n), random.randint(1, m)))
    return theatre(n, m, pairs)


def secret(random):
    yield "01-one", theatre(1, 1, [(1, 1)])
    yield "02-star", theatre(5, 5, [(i, 1) for i in range(1, 6)])
    yield "03-chain", theatre(4, 4, [(1, 1), (1, 2), (2, 1), (2, 3), (3, 2), (4, 3), (4, 4)])
    yield "04-swap", theatre(3, 3, [(1, 1), (1, 2), (2, 1), (3, 2), (3, 3)]), "An actor who already has a play may have to take another."
    yield "05-all", theatre(70, 70, [(a, p) for a in range(1, 71) for p in range(1, 71)])
    yield "06-few-plays", some(random, 300, 20, 2000)
    yield "07-random", some(random, 100, 100, 180)
    yield "08-sparse", some(random, 300, 300, 500), "Trying all ways takes too long: look for a chain of actors who take each other's plays."
    yield "09-dense", some(random, 300, 300, 6000)
    long = [(i, i) for i in range(1, 301)] + [(i, i + 1) for i in range(1, 300)]
    yield "10-long-chain", theatre(300, 300, [(a, 301 - p) for a, p in long])
    yield "11-almost", theatre(300, 300, [(a, p) for a in range(1, 301) for p in range(1, 20)])
