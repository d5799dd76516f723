SAMPLES = [("1", "5\n3 1 1 2 3\n"), ("2", "3\n1 1 4\n")]


def treasure(worths):
    return f"{len(worths)}\n" + " ".join(map(str, worths)) + "\n"


def some(random, n, low, high):
    worths = [random.randint(low, high) for _ in range(n)]
    worths[0] += sum(worths) % 2 if worths[0] < 150 else -(sum(worths) % 2)
    return treasure(worths)


def secret(random):
    yield "01-one", treasure([2]), "One piece alone cannot be shared."
    yield "02-two", treasure([7, 7])
    yield "03-odd", treasure([1, 1, 1])
    yield "04-not-greedy", treasure([5, 5, 4, 3, 3]), "Giving the next largest piece to whoever has less does not always work."
    yield "05-one-large", treasure([150] + [1] * 149)
    yield "06-even-but-not", treasure([3] * 50)
    yield "07-odd-count", treasure([4] * 51)
    yield "08-small", some(random, 20, 1, 150)
    yield "09-large", some(random, 150, 1, 150), "There are more ways to divide 150 pieces than atoms in the galaxy."
    yield "10-all-even-but-one", treasure([100] * 120 + [50] + [150]), "There are more ways to divide 150 pieces than atoms in the galaxy."
    yield "11-never", treasure([149] * 101)
    yield "12-large", some(random, 149, 100, 150)
