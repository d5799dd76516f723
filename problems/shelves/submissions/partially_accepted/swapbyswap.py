# Swaps, as the librarian does: enough for the first group.
input()
books = list(map(int, input().split()))
swaps = 0
for end in range(len(books), 0, -1):
    for i in range(1, end):
        if books[i - 1] > books[i]:
            books[i - 1], books[i] = books[i], books[i - 1]
            swaps += 1
print(swaps)
