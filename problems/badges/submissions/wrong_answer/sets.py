# Looks at which letters occur, not how often.
from collections import Counter

circles = Counter("".join(sorted(set(input()))) for _ in range(int(input())))
print(len(circles), max(circles.values()))
