import string

SAMPLES = [("1", "banana\n"), ("2", "hello\n")]


def word(random, letters, length):
    return "".join(random.choice(letters) for _ in range(length)) + "\n"


def secret(random):
    yield "01-one-letter", "x\n"
    yield "02-twice", "zz\n"
    yield "03-alphabet", string.ascii_lowercase + "\n"
    yield "04-whole", "lumber\n"
    yield "05-long-middle", "abcdefghijkk\n", "The echo is an ending of the word, not any part of it."
    yield "06-alphabet-twice", string.ascii_lowercase * 2 + "\n"
    yield "07-random", word(random, string.ascii_lowercase, 1000)
    yield "08-two-letters", word(random, "ab", 1000)
    yield "09-long", word(random, string.ascii_lowercase, 10**5), "An echo is never longer than the alphabet."
    yield "10-same", "q" * 10**5 + "\n", "An echo is never longer than the alphabet."
    yield "11-end", "a" * (10**5 - 26) + string.ascii_lowercase[::-1] + "\n"
    yield "12-long-few", word(random, "xyz", 10**5)
