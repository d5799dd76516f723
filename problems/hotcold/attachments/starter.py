def measure(x, y):
    """How many steps the field is away from the treasure."""
    print("?", x, y, flush=True)
    return int(input())


def dig(x, y):
    """Where the treasure is."""
    print("!", x, y, flush=True)


n = int(input())
steps = measure(1, 1)
# Search on from here.
dig(1, 1)
