package main

import (
	"fmt"
	"go/ast"
	"go/doc"
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

// test is a function that is one by its name and its parameter. An example is one if it says what it prints.
type test struct {
	path, name, kind string
	line             int
	output           string
	unordered        bool
}

// kinds of tests, and the types of their parameters.
var kinds = map[string]string{"Test": "T", "Fuzz": "F"}

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
		fmt.Fprintf(list, "\t\t{ID: %q, Name: %q, Path: %q, Line: %d, %s: %s.%s, Output: %q, Unordered: %t},\n",
			each.path+" > "+each.name, each.name, each.path, each.line, each.kind, alias, each.name, each.output, each.unordered)
	}
}

// testsIn finds them in the files of one folder, in their order.
func testsIn(folder string, names []string) ([]test, error) {
	var tests []test
	places := token.NewFileSet()
	for _, name := range names {
		file := path.Join(folder, name)
		parsed, err := parser.ParseFile(places, file, nil, parser.SkipObjectResolution|parser.ParseComments)
		if err != nil {
			return nil, err
		}
		examples := map[string]*doc.Example{}
		for _, example := range doc.Examples(parsed) {
			examples["Example"+example.Name] = example
		}
		for _, declared := range parsed.Decls {
			function, is := declared.(*ast.FuncDecl)
			if !is || function.Recv != nil {
				continue
			}
			found := test{path: file, name: function.Name.Name, line: places.Position(function.Pos()).Line}
			example := examples[found.name]
			switch {
			case isTest(function, "Test"):
				found.kind = "Test"
			case isTest(function, "Fuzz"):
				found.kind = "Fuzz"
			case example != nil && (example.Output != "" || example.EmptyOutput):
				found.kind, found.output, found.unordered = "Example", example.Output, example.Unordered
			default:
				continue
			}
			tests = append(tests, found)
		}
	}
	return tests, nil
}

func isTest(function *ast.FuncDecl, kind string) bool {
	rest, named := strings.CutPrefix(function.Name.Name, kind)
	first, _ := utf8.DecodeRuneInString(rest)
	if !named || unicode.IsLower(first) || kind+rest == "TestMain" || function.Type.Params.NumFields() != 1 {
		return false
	}
	pointer, isPointer := function.Type.Params.List[0].Type.(*ast.StarExpr)
	if !isPointer {
		return false
	}
	selected, isSelected := pointer.X.(*ast.SelectorExpr)
	return isSelected && selected.Sel.Name == kinds[kind]
}
