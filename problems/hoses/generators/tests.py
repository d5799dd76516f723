SAMPLES = [("1", "5 3\n1 3 10\n2 5 4\n3 3 1\n"), ("2", "4 2\n1 2 7\n3 4 7\n")]


def hoses(n, rows):
    return f"{n} {len(rows)}\n" + "".join("%d %d %d\n" % row for row in rows)


def some(random, n, q, longest):
    rows = []
    for _ in range(q):
        left = random.randint(1, n)
        rows.append((left, min(n, left + random.randrange(longest)), random.randint(1, 10**6)))
    return hoses(n, rows)


def secret(random):
    yield "01-one", hoses(1, [(1, 1, 1)])
    yield "02-tie", hoses(6, [(4, 5, 3), (2, 2, 3)]), "Of two beds that are equally wet, the one with the smaller number counts."
    yield "03-last", hoses(7, [(7, 7, 2), (1, 6, 1)])
    yield "04-dry-begin", hoses(9, [(5, 9, 1)])
    yield "05-nested", hoses(9, [(1, 9, 1), (2, 8, 1), (3, 7, 1), (4, 6, 1), (5, 5, 1)])
    yield "06-random", some(random, 100, 100, 20)
    yield "07-short", some(random, 20000, 10000, 3)
    yield "08-long", some(random, 20000, 12000, 20000), "Going through every bed for every hose takes too long."
    yield "09-all", hoses(20000, [(1, 20000, 10**6)] * 10000), "The water of one bed does not fit into 32 bits."
    yield "10-mixed", some(random, 19999, 12000, 9000)
