package main

import (
	"bufio"
	"fmt"
	"os"
)

func greet(name string) {
	fmt.Printf("Hello, %s!\n", name)
}

func main() {
	fmt.Print("What is your name? ")
	input := bufio.NewScanner(os.Stdin)
	name := "world"
	if input.Scan() && input.Text() != "" {
		name = input.Text()
	}
	greet(name)

	for i := 1; i <= 3; i++ {
		fmt.Printf("%d squared is %d\n", i, i*i)
	}
}
