n = int(input())
worths = list(map(int, input().split()))
# Bit s is set where the pieces so far can be worth s together.
reachable = [1]
for worth in worths:
    reachable.append(reachable[-1] | reachable[-1] << worth)
half, odd = divmod(sum(worths), 2)
if odd or not reachable[n] >> half & 1:
    print("impossible")
else:
    pieces = []
    for i in range(n, 0, -1):
        if not reachable[i - 1] >> half & 1:
            pieces.append(i)
            half -= worths[i - 1]
    print(len(pieces))
    print(*pieces)
