# Climbs every way.
n, b = map(int, input().split())
broken = set(map(int, input().split())) if b else set()
ways = 0
places = [0]
while places:
    place = places.pop()
    if place == n:
        ways += 1
    elif place < n and place not in broken:
        places += [place + 1, place + 2, place + 3]
print(ways % 1_000_000_007)
