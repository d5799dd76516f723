n = int(input())
heights = list(map(int, input().split()))


def fits(side):
    run = 0
    for height in heights:
        run = run + 1 if height >= side else 0
        if run == side:
            return True
    return False


low, high = 0, n
while low < high:
    middle = (low + high + 1) // 2
    if fits(middle):
        low = middle
    else:
        high = middle - 1
print(low)
