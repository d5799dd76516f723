# Measures field after field.
n = int(input())
for x in range(1, n + 1):
    for y in range(1, n + 1):
        print("?", x, y, flush=True)
        if input() == "0":
            print("!", x, y, flush=True)
            raise SystemExit
