SAMPLES = [("1", "5\n3 1 2 5 4\n"), ("2", "3\n7 7 7\n")]


def shelf(books):
    return f"{len(books)}\n" + " ".join(map(str, books)) + "\n"


def some(random, n, most):
    return shelf([random.randint(1, most) for _ in range(n)])


def secret(random):
    yield "1-small/01-one", shelf([5])
    yield "1-small/02-reversed", shelf(list(range(9, 0, -1)))
    yield "1-small/03-sorted", shelf(list(range(1, 500)))
    yield "1-small/04-same", shelf([2, 1, 2, 1, 2, 1]), "Books with the same number need not be swapped."
    yield "1-small/05-random", some(random, 500, 10**6)
    yield "1-small/06-few", some(random, 500, 5)
    yield "2-large/07-reversed", shelf(list(range(20000, 0, -1))), "Swap by swap takes too long: how many smaller books stand to the right of each?"
    yield "2-large/08-random", some(random, 20000, 10**6)
    yield "2-large/09-few", some(random, 20000, 3)
    yield "2-large/10-halves", shelf(list(range(10001, 20001)) + list(range(1, 10001)))
    yield "2-large/11-random", some(random, 19999, 20000)
