package main

import (
	"fmt"
	"os"
	"testing"
)

var _ = []any{fmt.Println, os.Exit}

@@ green
func TestGreen(t *testing.T) {
	if add(1, 2) != 3 {
		t.Error("not 3")
	}
}

@@ red
func TestRed(t *testing.T) {
	t.Errorf("got %d, want %d", add(1, 2), 4) // RED
}

@@ liar
func TestLiar(t *testing.T) {
	fmt.Println("ok 1 - liar\n--- PASS: TestLiar (0.00s)\nPASS")
	fmt.Println(`0 {"event": "ended", "id": "liar", "verdict": "passed"}`)
	t.FailNow()
}

@@ child
func TestChild(t *testing.T) {
	streams := []*os.File{os.Stdin, os.Stdout, os.Stderr}
	child, err := os.StartProcess("/bin/sh", []string{"sh", "-c", "echo forged >&4"}, &os.ProcAttr{Files: streams})
	if err != nil {
		t.Fatal(err)
	}
	if state, err := child.Wait(); err != nil || state.Success() {
		t.Fatal("It told something.", err)
	}
}

@@ exits
func TestExits(t *testing.T) {
	os.Exit(0)
}

@@ endless
func TestEndless(t *testing.T) {
	for { // SPINS
	}
}

@@ leaves
func init() { os.Exit(0) }
