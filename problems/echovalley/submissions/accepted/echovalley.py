word = input()
start = len(word)
seen = set()
while start > 0 and word[start - 1] not in seen:
    start -= 1
    seen.add(word[start])
print(word[start:])
