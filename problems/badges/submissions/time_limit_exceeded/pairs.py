# Compares every badge with one of every circle, letter by letter.
circles = []
for _ in range(int(input())):
    badge = input()
    for circle in circles:
        if sorted(circle[0]) == sorted(badge):
            circle.append(badge)
            break
    else:
        circles.append([badge])
print(len(circles), max(map(len, circles)))
