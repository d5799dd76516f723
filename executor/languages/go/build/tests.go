package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

const runner = "coderun/unittests" // ../unittests, compiled with the standard library

// test is a function that is one by its name and its parameter.
type test struct {
	path, name string
	line       int
}

// buildTests makes one program of the tests in these files.
func buildTests(files []string) error {
	b, err := newBuilder()
	if err != nil {
		return err
	}
	for _, name := range files {
		b.tested[path.Dir(path.Clean(name))] = true
	}
	folders := make([]string, 0, len(b.tested))
	for folder := range b.tested {
		folders = append(folders, folder)
	}
	sort.Strings(folders)
	var imports, list strings.Builder
	for i, folder := range folders {
		name := b.module
		if folder != "." {
			name += "/" + folder
		}
		if !b.compiled[name] {
			if _, err := b.compile(name, folder); err != nil {
				return err
			}
		}
		inside, outside := b.tests[name], b.tests[name+"_test"]
		listTests(&imports, &list, fmt.Sprintf("inside%d", i), name, inside)
		listTests(&imports, &list, fmt.Sprintf("outside%d", i), name+"_test", outside)
	}
	source := fmt.Sprintf("package main\n\nimport (\n\t%q\n%s)\n\nfunc main() {\n\tunittests.Run([]unittests.Test{\n%s\t})\n}\n",
		runner, imports.String(), list.String())
	mainFile := filepath.Join(b.scratch, "main.go")
	if err := os.WriteFile(mainFile, []byte(source), 0o600); err != nil {
		return err
	}
	archive, err := b.archive("main", []string{mainFile})
	if err != nil {
		return err
	}
	return b.link(archive)
}

func listTests(imports, list *strings.Builder, alias, name string, tests []test) {
	if len(tests) == 0 {
		return
	}
	fmt.Fprintf(imports, "\t%s %q\n", alias, name)
	for _, each := range tests {
		fmt.Fprintf(list, "\t\t{%q, %q, %q, %d, %s.%s},\n", each.path+" > "+each.name, each.name, each.path, each.line, alias, each.name)
	}
}

// testsIn finds them in the files of one folder, in their order.
func testsIn(folder string, names []string) ([]test, error) {
	var tests []test
	places := token.NewFileSet()
	for _, name := range names {
		file := path.Join(folder, name)
		parsed, err := parser.ParseFile(places, file, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, declared := range parsed.Decls {
			if function, is := declared.(*ast.FuncDecl); is && isTest(function) {
				line := places.Position(function.Pos()).Line
				tests = append(tests, test{file, function.Name.Name, line})
			}
		}
	}
	return tests, nil
}

func isTest(function *ast.FuncDecl) bool {
	rest, named := strings.CutPrefix(function.Name.Name, "Test")
	first, _ := utf8.DecodeRuneInString(rest)
	if !named || function.Recv != nil || unicode.IsLower(first) || rest == "Main" || function.Type.Params.NumFields() != 1 {
		return false
	}
	pointer, isPointer := function.Type.Params.List[0].Type.(*ast.StarExpr)
	if !isPointer {
		return false
	}
	selected, isSelected := pointer.X.(*ast.SelectorExpr)
	return isSelected && selected.Sel.Name == "T"
}
