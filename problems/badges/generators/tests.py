SAMPLES = [("1", "4\nlena\nneal\nbob\nalen\n"), ("2", "3\naab\nabb\naab\n")]


def lines(badges):
    return f"{len(badges)}\n" + "".join(badge + "\n" for badge in badges)


def words(random, letters, count, longest):
    return ["".join(random.choice(letters) for _ in range(random.randint(1, longest))) for _ in range(count)]


def secret(random):
    yield "01-one", lines(["a"])
    yield "02-same", lines(["tree"] * 20)
    yield "03-same-letters", lines(["aab", "abb", "ab", "ba"]), "How often a letter occurs matters, not only whether it does."
    yield "04-sums", lines(["ad", "bc", "cb", "da", "e"]), "Different letters can have the same sum."
    yield "05-lengths", lines(["a" * i for i in range(1, 13)])
    yield "06-few-letters", lines(words(random, "ab", 300, 6))
    yield "07-random", lines(words(random, "abcdefghijklmnopqrstuvwxyz", 500, 12))
    yield "08-many-circles", lines(words(random, "abcdefghijklmnopqrstuvwxyz", 6000, 12)), "Comparing every badge with every other takes too long."
    yield "09-many-few", lines(words(random, "abc", 6000, 12))
    base = list("stuvwxyzabcd")
    shuffled = []
    for _ in range(6000):
        random.shuffle(base)
        shuffled.append("".join(base))
    yield "10-one-circle", lines(shuffled)
    yield "11-two-letters", lines(words(random, "yz", 6000, 12))
