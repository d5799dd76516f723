// Builds a program of one module as `go build` does, without its cache: the standard library lies compiled in
// /opt/coderun, so each package is one run of the compiler, and the program one of the linker.
//
// Usage: build ENTRY, in the folder of the program.
package main

import (
	"errors"
	"fmt"
	"go/build"
	"go/scanner"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
)

const (
	tools   = "/opt/coderun/"
	program = "/work/out/program"
)

var moduleLine = regexp.MustCompile(`(?m)^module\s+"?([^\s"]+)`)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: build ENTRY")
		os.Exit(2)
	}
	if err := buildProgram(path.Dir(os.Args[1])); err != nil {
		tell(err)
		os.Exit(1)
	}
}

// builder knows the packages that are compiled, and those that are being.
type builder struct {
	module   string
	scratch  string
	config   *os.File
	known    map[string]bool
	compiled map[string]bool
	underway map[string]bool
}

func buildProgram(folder string) error {
	scratch, err := os.MkdirTemp("", "go")
	if err != nil {
		return err
	}
	standard, err := os.ReadFile(tools + "importcfg")
	if err != nil {
		return err
	}
	config, err := os.Create(filepath.Join(scratch, "importcfg"))
	if err != nil {
		return err
	}
	if _, err := config.Write(standard); err != nil {
		return err
	}
	b := &builder{
		module:   moduleName(),
		scratch:  scratch,
		config:   config,
		known:    packageNames(standard),
		compiled: map[string]bool{},
		underway: map[string]bool{},
	}
	archive, err := b.compile("main", folder)
	if err != nil {
		return err
	}
	return run("link", "-importcfg", config.Name(), "-s", "-w", "-o", program, archive)
}

func moduleName() string {
	text, err := os.ReadFile("go.mod")
	if err != nil {
		return "program"
	}
	if found := moduleLine.FindSubmatch(text); found != nil {
		return string(found[1])
	}
	return "program"
}

func packageNames(config []byte) map[string]bool {
	names := map[string]bool{}
	for _, line := range strings.Split(string(config), "\n") {
		if name, _, found := strings.Cut(strings.TrimPrefix(line, "packagefile "), "="); found {
			names[name] = true
		}
	}
	return names
}

// compile makes the archive of the package in a folder, after those of what it imports, and returns its path.
func (b *builder) compile(name, folder string) (string, error) {
	context := build.Default
	context.CgoEnabled = false
	found, err := context.ImportDir(folder, 0)
	if err != nil {
		return "", err
	}
	if name == "main" && found.Name != "main" {
		return "", fmt.Errorf("%s:1:1: package %s is not a main package", file(folder, found.GoFiles[0]), found.Name)
	}
	b.underway[name] = true
	for _, imported := range found.Imports {
		if err := b.provide(imported, found); err != nil {
			return "", err
		}
	}
	delete(b.underway, name)
	archive := filepath.Join(b.scratch, fmt.Sprintf("%d.a", len(b.compiled)))
	arguments := []string{"-importcfg", b.config.Name(), "-p", name, "-o", archive, "-pack", "-complete", "-lang=go1.24"}
	for _, source := range found.GoFiles {
		arguments = append(arguments, "./"+path.Join(folder, source))
	}
	if err := run("compile", arguments...); err != nil {
		return "", err
	}
	b.compiled[name] = true
	_, err = fmt.Fprintf(b.config, "packagefile %s=%s\n", name, archive)
	return archive, err
}

func (b *builder) provide(imported string, by *build.Package) error {
	position := by.ImportPos[imported][0]
	place := fmt.Sprintf("%s:%d:%d", relative(position.Filename), position.Line, position.Column)
	inside, isOurs := strings.CutPrefix(imported, b.module+"/")
	switch {
	case b.compiled[imported] || imported == "unsafe":
		return nil
	case b.underway[imported] || imported == b.module:
		return fmt.Errorf("%s: import cycle not allowed: %s", place, imported)
	case isOurs:
		if _, err := os.Stat(inside); err != nil {
			return fmt.Errorf("%s: package %s is not in this module: there is no folder %s", place, imported, inside)
		}
		_, err := b.compile(imported, inside)
		return err
	case b.known[imported]:
		return nil
	default:
		return fmt.Errorf("%s: package %s is not in the standard library, and nothing can be fetched here", place, imported)
	}
}

func run(tool string, arguments ...string) error {
	command := exec.Command(tools+tool, arguments...)
	command.Stdout = os.Stderr
	command.Stderr = os.Stderr
	return command.Run()
}

// tell prints what was found by us; what a tool found it has printed itself.
func tell(err error) {
	var exit *exec.ExitError
	var syntax scanner.ErrorList
	var several *build.MultiplePackageError
	switch {
	case errors.As(err, &exit):
	case errors.As(err, &syntax):
		sort.Sort(syntax)
		for _, one := range syntax {
			fmt.Fprintf(os.Stderr, "%s:%d:%d: %s\n", relative(one.Pos.Filename), one.Pos.Line, one.Pos.Column, one.Msg)
		}
	case errors.As(err, &several):
		fmt.Fprintf(os.Stderr, "%s:1:1: package %s; expected package %s, as in %s\n",
			file(several.Dir, several.Files[1]), several.Packages[1], several.Packages[0], several.Files[0])
	default:
		fmt.Fprintln(os.Stderr, err)
	}
}

func file(folder, name string) string { return relative(path.Join(folder, name)) }

func relative(name string) string {
	if here, err := os.Getwd(); err == nil {
		if inside, err := filepath.Rel(here, name); err == nil && filepath.IsAbs(name) {
			return inside
		}
	}
	return name
}
