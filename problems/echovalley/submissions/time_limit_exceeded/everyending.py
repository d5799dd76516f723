# Tries every ending, the longest first.
word = input()
for start in range(len(word)):
    ending = word[start:]
    if len(set(ending)) == len(ending):
        print(ending)
        break
