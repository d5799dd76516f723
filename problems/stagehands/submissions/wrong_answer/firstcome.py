# Each actor takes the first play that is free.
import sys

numbers = list(map(int, sys.stdin.read().split()))
actors, plays = set(), set()
for actor, play in zip(numbers[3::2], numbers[4::2]):
    if actor not in actors and play not in plays:
        actors.add(actor)
        plays.add(play)
print(len(plays))
