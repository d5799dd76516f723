// Builds a program of one module as `go build` does, without its cache: the standard library lies compiled in
// /opt/coderun, so each package is one run of the compiler, and the program one of the linker.
//
// Usage: build ENTRY, in the folder of the program, or build --tests FILE….
package main

import (
	"errors"
	"fmt"
	"go/build"
	"go/scanner"
	"go/token"
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
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: build ENTRY | build --tests FILE…")
		os.Exit(2)
	}
	var err error
	if os.Args[1] == "--tests" {
		err = buildTests(os.Args[2:])
	} else {
		err = buildProgram(path.Dir(os.Args[1]))
	}
	if err != nil {
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
	tested   map[string]bool   // folders whose tests are compiled with them
	tests    map[string][]test // by package
}

func buildProgram(folder string) error {
	b, err := newBuilder()
	if err != nil {
		return err
	}
	archive, err := b.compile("main", folder)
	if err != nil {
		return err
	}
	return b.link(archive)
}

func newBuilder() (*builder, error) {
	scratch, err := os.MkdirTemp("", "go")
	if err != nil {
		return nil, err
	}
	standard, err := os.ReadFile(tools + "importcfg")
	if err != nil {
		return nil, err
	}
	config, err := os.Create(filepath.Join(scratch, "importcfg"))
	if err != nil {
		return nil, err
	}
	if _, err := config.Write(standard); err != nil {
		return nil, err
	}
	return &builder{
		module:   moduleName(),
		scratch:  scratch,
		config:   config,
		known:    packageNames(standard),
		compiled: map[string]bool{},
		underway: map[string]bool{},
		tested:   map[string]bool{},
		tests:    map[string][]test{},
	}, nil
}

func (b *builder) link(archive string) error {
	return run("link", "-importcfg", b.config.Name(), "-s", "-w", "-o", program, archive)
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
	if !b.tested[folder] {
		return b.compileFiles(name, folder, found.GoFiles, found.ImportPos)
	}
	if b.tests[name], err = testsIn(folder, found.TestGoFiles); err != nil {
		return "", err
	}
	if b.tests[name+"_test"], err = testsIn(folder, found.XTestGoFiles); err != nil {
		return "", err
	}
	imports := found.ImportPos
	for imported, positions := range found.TestImportPos {
		imports[imported] = append(imports[imported], positions...)
	}
	archive, err := "", error(nil)
	if len(found.GoFiles)+len(found.TestGoFiles) > 0 {
		archive, err = b.compileFiles(name, folder, append(found.GoFiles, found.TestGoFiles...), imports)
	}
	if err == nil && len(found.XTestGoFiles) > 0 {
		_, err = b.compileFiles(name+"_test", folder, found.XTestGoFiles, found.XTestImportPos)
	}
	return archive, err
}

func (b *builder) compileFiles(name, folder string, names []string, imports map[string][]token.Position) (string, error) {
	b.underway[name] = true
	paths := make([]string, 0, len(imports))
	for imported := range imports {
		paths = append(paths, imported)
	}
	sort.Strings(paths)
	for _, imported := range paths {
		if err := b.provide(imported, imports[imported][0]); err != nil {
			return "", err
		}
	}
	delete(b.underway, name)
	files := make([]string, 0, len(names))
	for _, source := range names {
		files = append(files, "./"+path.Join(folder, source))
	}
	return b.archive(name, files)
}

// archive compiles a package whose imports are compiled.
func (b *builder) archive(name string, files []string) (string, error) {
	archive := filepath.Join(b.scratch, fmt.Sprintf("%d.a", len(b.compiled)))
	arguments := []string{"-importcfg", b.config.Name(), "-p", name, "-o", archive, "-pack", "-complete", "-lang=go1.24"}
	if err := run("compile", append(arguments, files...)...); err != nil {
		return "", err
	}
	b.compiled[name] = true
	_, err := fmt.Fprintf(b.config, "packagefile %s=%s\n", name, archive)
	return archive, err
}

func (b *builder) provide(imported string, position token.Position) error {
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
