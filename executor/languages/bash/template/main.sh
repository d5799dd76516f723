greet() {
    echo "Hello, $1!"
}

printf 'What is your name? '
read -r name
greet "${name:-world}"

for i in 1 2 3; do
    echo "$i squared is $((i * i))"
done
