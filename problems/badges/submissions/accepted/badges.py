from collections import Counter

circles = Counter("".join(sorted(input())) for _ in range(int(input())))
print(len(circles), max(circles.values()))
