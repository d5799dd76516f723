package main

func main() { println("not to be seen") }

func add(a, b int) int { return a + b }
