SAMPLES = [("1", "7 2 5 4\n"), ("2", "3 2 6 10\n")]


def secret(random):
    yield "01-one", "1 1 1 1\n"
    yield "02-exact", "10 3 5 7\n"
    yield "03-one-over", "31 1 5 7\n", "Think of the last kettle: it may be almost empty, and still has to boil."
    yield "04-huge-kettle", "2 2 1000000 9\n"
    yield "05-large", "1000000 1000000 1 1000000\n", "The answer does not fit into 32 bits."
    yield "06-large-odd", "999999 999999 7 999999\n", "The answer does not fit into 32 bits."
    for i in range(7, 13):
        n, c, k, m = (random.randint(1, 10**6) for _ in range(4))
        yield f"{i:02}-random", f"{n} {c} {random.randint(1, 50)} {m}\n"
