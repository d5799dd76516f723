def greet(name):
    return f"Hello, {name}!"


name = input("What is your name? ").strip() or "world"
print(greet(name))

for i in range(1, 4):
    print(f"{i} squared is {i * i}")
