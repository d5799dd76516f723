SAMPLES = []


def answer(text):
    return ""


def secret(random):
    for i, line in enumerate(["1 1 1", "2 2 1", "2 1 2", "10 10 10", "10 1 10", "1000000000 1 1", "1000000000 1000000000 1"], 1):
        yield f"{i:02}-corner", line + "\n"
    for i in range(8, 13):
        n = random.randint(10**8, 10**9)
        yield f"{i:02}-random", f"{n} {random.randint(1, n)} {random.randint(1, n)}\n", "Three measurements are enough, whatever the size: think of two corners."
