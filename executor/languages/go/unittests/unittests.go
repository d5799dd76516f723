// Package unittests runs the tests of a program, which its build has listed. What it is told, and what it tells, is in
// ../../README.md.
package unittests

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"testing/internal/testdeps"
	"time"
)

const (
	orders         = 3
	events         = 4
	maxMessage     = 4000
	maxFrames      = 20
	foundAtOnce    = 50
	codeFolder     = "/work/code/"
	framingOfTests = `^(=== |\s*--- |PASS$|FAIL$|ok\s)`
)

// Test is one that the build has found: a test, a fuzz test, whose seeds are run, or an example and what it prints.
type Test struct {
	ID, Name, Path string
	Line           int
	Test           func(*testing.T)
	Fuzz           func(*testing.F)
	Example        func()
	Output         string
	Unordered      bool
}

type place struct {
	Path string `json:"path"`
	Line int    `json:"line"`
	Name string `json:"name,omitempty"`
}

type result struct {
	Event   string  `json:"event"`
	ID      string  `json:"id"`
	Verdict string  `json:"verdict"`
	Micros  int64   `json:"micros"`
	Message string  `json:"message,omitempty"`
	At      *place  `json:"at,omitempty"`
	Stack   []place `json:"stack,omitempty"`
}

var (
	framing = regexp.MustCompile(framingOfTests)
	logLine = regexp.MustCompile(`^\s*([^\s:]+_test\.go):(\d+): `)
)

// Run runs those of the tests that the order asks for.
func Run(all []Test) {
	syscall.CloseOnExec(orders)
	syscall.CloseOnExec(events)
	// An empty word, the key, milliseconds for each test, and the lists; see ../../README.md.
	words := readOrder()
	_, rest := list(words[3:])
	first, only := list(rest)
	told := teller{words[1]}
	tests := wanted(all, only)
	told.found(tests)
	slices.SortStableFunc(tests, func(one, other Test) int { return one.rank(first) - other.rank(first) })
	testing.Init()
	if err := flag.CommandLine.Parse([]string{"-test.v=true"}); err != nil {
		panic(err)
	}
	capture, err := os.CreateTemp("", "tests")
	if err != nil {
		panic(err)
	}
	for _, test := range tests {
		told.tell(map[string]any{"event": "started", "id": test.ID})
		told.tell(runOne(test, capture))
	}
	told.tell(map[string]any{"event": "end"})
	os.Exit(0)
}

func readOrder() []string {
	length := make([]byte, 4)
	readExactly(length)
	words := make([]byte, int(length[0])<<24|int(length[1])<<16|int(length[2])<<8|int(length[3]))
	readExactly(words)
	return strings.Split(strings.TrimSuffix(string(words), "\x00"), "\x00")
}

func readExactly(bytes []byte) {
	for read := 0; read < len(bytes); {
		count, err := syscall.Read(orders, bytes[read:])
		if err == syscall.EINTR {
			continue
		}
		if err != nil || count == 0 {
			os.Exit(0)
		}
		read += count
	}
}

// list takes one off the words: how many, and these.
func list(words []string) (taken, rest []string) {
	count, err := strconv.Atoi(words[0])
	if err != nil {
		panic(err)
	}
	return words[1 : 1+count], words[1+count:]
}

// rank is the test's place among what is to be run first.
func (t Test) rank(first []string) int {
	for i, word := range first {
		if word == t.ID || word == t.Path {
			return i
		}
	}
	return len(first)
}

func wanted(all []Test, only []string) []Test {
	if len(only) == 0 {
		return all
	}
	ids := map[string]bool{}
	for _, id := range only {
		ids[id] = true
	}
	var tests []Test
	for _, test := range all {
		if ids[test.ID] {
			tests = append(tests, test)
		}
	}
	return tests
}

type teller struct{ key string }

func (t teller) tell(event any) {
	text, err := json.Marshal(event)
	if err != nil {
		panic(err)
	}
	line := []byte(t.key + " " + string(text) + "\n")
	for written := 0; written < len(line); {
		count, err := syscall.Write(events, line[written:])
		if err == syscall.EINTR {
			continue
		}
		if err != nil {
			os.Exit(1)
		}
		written += count
	}
	readExactly(make([]byte, 1))
}

func (t teller) found(tests []Test) {
	for start := 0; start < len(tests); start += foundAtOnce {
		var found []map[string]any
		for _, test := range tests[start:min(start+foundAtOnce, len(tests))] {
			found = append(found, map[string]any{"id": test.ID, "name": test.Name, "path": test.Path, "line": test.Line})
		}
		t.tell(map[string]any{"event": "found", "tests": found})
	}
}

// runOne lets testing run a test alone. What testing itself prints goes into a file, what the test prints to its output.
func runOne(test Test, capture *os.File) result {
	output := os.Stdout
	ended := result{Event: "ended", ID: test.ID, Verdict: "passed"}
	skipped := false
	caught := func() bool {
		thrown := recover()
		if thrown != nil {
			ended.Verdict = "error"
			ended.Message = fmt.Sprintf("panic: %v", thrown)
			ended.Stack = callers()
		}
		return thrown != nil
	}
	watched := func(t testing.TB, run func()) {
		os.Stdout = output
		defer func() {
			os.Stdout = capture
			skipped = t.Skipped()
			if ended.Verdict == "error" {
				t.Fail()
			}
		}()
		defer caught()
		run()
	}
	var tests []testing.InternalTest
	var fuzzes []testing.InternalFuzzTarget
	var examples []testing.InternalExample
	switch {
	case test.Test != nil:
		run := func(t *testing.T) { watched(t, func() { test.Test(t) }) }
		tests = []testing.InternalTest{{Name: test.Name, F: run}}
	case test.Fuzz != nil:
		run := func(f *testing.F) { watched(f, func() { test.Fuzz(f) }) }
		fuzzes = []testing.InternalFuzzTarget{{Name: test.Name, Fn: run}}
	default:
		run := func() {
			defer caught()
			test.Example()
		}
		examples = []testing.InternalExample{{Name: test.Name, F: run, Output: test.Output, Unordered: test.Unordered}}
	}
	if err := capture.Truncate(0); err != nil {
		panic(err)
	}
	if _, err := capture.Seek(0, io.SeekStart); err != nil {
		panic(err)
	}
	os.Stdout = capture
	began := time.Now()
	code := testing.MainStart(testdeps.TestDeps{}, tests, nil, fuzzes, examples).Run()
	ended.Micros = time.Since(began).Microseconds()
	os.Stdout = output
	explain(&ended, test, logged(capture), code != 0, skipped)
	return ended
}

func explain(ended *result, test Test, log []string, failed, skipped bool) {
	message := strings.Join(log, "\n")
	switch {
	case ended.Verdict == "error":
		if len(ended.Stack) > 0 {
			ended.At = &place{Path: ended.Stack[0].Path, Line: ended.Stack[0].Line}
		}
		return
	case failed:
		ended.Verdict = "failed"
	case skipped:
		ended.Verdict = "skipped"
	default:
		if message != "" {
			fmt.Println(message) // what it logged
		}
		return
	}
	for _, line := range log {
		if found := logLine.FindStringSubmatch(line); found != nil {
			number, _ := strconv.Atoi(found[2])
			ended.At = &place{Path: filepath.Join(filepath.Dir(test.Path), found[1]), Line: number}
			break
		}
	}
	if ended.At == nil && test.Example != nil {
		ended.At = &place{Path: test.Path, Line: test.Line}
	}
	ended.Message = message[:min(len(message), maxMessage)]
}

// logged is what the test told testing, without the lines around it.
func logged(capture *os.File) []string {
	text, err := os.ReadFile(fmt.Sprintf("/proc/self/fd/%d", capture.Fd()))
	if err != nil {
		return nil
	}
	var lines []string
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		if line != "" && !framing.MatchString(line) {
			lines = append(lines, strings.TrimPrefix(line, "    "))
		}
	}
	return lines
}

func callers() []place {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	var own []place
	for {
		frame, more := frames.Next()
		if path, isOwn := strings.CutPrefix(frame.File, codeFolder); isOwn && len(own) < maxFrames {
			name := frame.Function[strings.LastIndex(frame.Function, ".")+1:]
			own = append(own, place{Path: path, Line: frame.Line, Name: name})
		}
		if !more {
			return own
		}
	}
}
