SAMPLES = [("1", "4 1\n2\n"), ("2", "3 0\n"), ("3", "5 3\n2 3 4\n")]


def stairs(n, broken):
    return f"{n} {len(broken)}\n" + (" ".join(map(str, sorted(broken))) + "\n" if broken else "")


def secret(random):
    yield "01-one", stairs(1, [])
    yield "02-two", stairs(2, [])
    yield "03-first-broken", stairs(2, [1])
    yield "04-gap", stairs(10, [4, 5, 6]), "Nobody gets over three broken steps in a row."
    yield "05-just-passable", stairs(10, [4, 5])
    yield "06-begin-gap", stairs(9, [1, 2, 3])
    yield "07-thirty", stairs(30, [7, 19])
    yield "08-forty", stairs(40, []), "There are more than 20 billion ways; counting them one by one takes too long."
    yield "09-large", stairs(50000, []), "Mind the modulus, and how deep a recursion goes."
    yield "10-large-broken", stairs(50000, random.sample(range(1, 50000), 900)), "Mind the modulus, and how deep a recursion goes."
    yield "11-every-third", stairs(49999, range(3, 49999, 3))
    yield "12-one-way", stairs(3000, [step for step in range(1, 3000) if step % 3])
