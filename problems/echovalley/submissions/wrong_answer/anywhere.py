# The longest part without a repeated letter, wherever it is.
word = input()
best = ""
start = 0
for end in range(len(word)):
    start = max(start, word.rfind(word[end], start, end) + 1)
    if end + 1 - start > len(best):
        best = word[start : end + 1]
print(best)
