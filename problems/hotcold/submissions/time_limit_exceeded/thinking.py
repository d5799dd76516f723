# Thinks about all fields before it measures.
n = int(input())
fields = 0
for x in range(1, n + 1):
    for y in range(1, n + 1):
        fields += 1
print("?", 1, 1, flush=True)
distance = int(input())
print("!", 1, distance + 1, flush=True)
