# The next largest piece goes to whoever has less.
n = int(input())
worths = list(map(int, input().split()))
pieces, mine, other = [], 0, 0
for i in sorted(range(n), key=lambda i: -worths[i]):
    if mine <= other:
        mine += worths[i]
        pieces.append(i + 1)
    else:
        other += worths[i]
if mine == other:
    print(len(pieces))
    print(*pieces)
else:
    print("impossible")
