SAMPLES = [("1", "5 2 7 3\n"), ("2", "4 1 6 2\n")]


def secret(random):
    yield "01-first-day", "3 0 5 0\n"
    yield "02-every-day", "1 0 1 0\n"
    yield "03-same", "10 7 10 7\n"
    yield "04-never", "10 7 10 8\n", "Two moons with the same rhythm may miss each other for ever."
    yield "05-divides", "6 3 12 9\n"
    yield "06-never-even", "999998 1 999996 0\n"
    yield "07-large", "999983 5 999979 999978\n", "The first feast may be hundreds of billions of days away."
    yield "08-large", "999999 999998 1000000 0\n", "The first feast may be hundreds of billions of days away."
    yield "09-common", "999990 15 999960 45\n"
    for i in range(10, 15):
        a, b = random.randint(5 * 10**5, 10**6), random.randint(5 * 10**5, 10**6)
        yield f"{i}-random", f"{a} {random.randrange(a)} {b} {random.randrange(b)}\n"
