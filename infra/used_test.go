package main

import (
	"encoding/json"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// program is what the sources of some packages say of each other.
type program struct {
	uses  map[*types.Func][]types.Object // what a function names, the functions within it included
	first map[string][]types.Object      // by package: what its variables are made with, named before any function runs
	named []*types.Named                 // every type with methods
	deps  map[string][]string            // the packages of this module that one needs, itself included
}

// usedActions returns the actions of AWS that a program of this module asks for, sorted: those of each operation of an SDK
// client that some path from its main may lead to. A function counts as called where it is named, and a method of an
// interface as a call of every type's that implements it and is named on the way, so that no call is missed; those that no path leads to, as
// methods of the store that this program has no use for, do not count.
func (p program) usedActions(t *testing.T, main string) []string {
	t.Helper()
	reached := map[types.Object]bool{}
	var open []types.Object
	visit := func(objects ...types.Object) {
		for _, o := range objects {
			if f, ok := o.(*types.Func); ok {
				o = f.Origin()
			}
			if !reached[o] {
				reached[o] = true
				open = append(open, o)
			}
		}
	}
	for _, name := range p.deps[main] {
		visit(p.first[name]...)
	}
	for f := range p.uses {
		if f.Pkg().Path() == main && f.Name() == "main" {
			visit(f)
		}
	}
	for len(open) > 0 {
		for len(open) > 0 {
			f, ok := open[len(open)-1].(*types.Func)
			open = open[:len(open)-1]
			if ok {
				visit(p.uses[f]...)
			}
		}
		for o := range maps.Clone(reached) {
			if f, ok := o.(*types.Func); ok {
				visit(p.implementations(f, reached)...)
			}
		}
	}
	var actions []string
	for o := range reached {
		actions = append(actions, actionsOf(t, o)...)
	}
	slices.Sort(actions)
	return slices.Compact(actions)
}

// implementations are the methods that a method of an interface may stand for: those of types that are named on the way.
func (p program) implementations(method *types.Func, reached map[types.Object]bool) (found []types.Object) {
	receiver := method.Signature().Recv()
	if receiver == nil || !types.IsInterface(receiver.Type()) {
		return nil
	}
	for _, named := range p.named {
		pointer := types.NewPointer(named)
		if reached[named.Obj()] && types.Implements(pointer, receiver.Type().Underlying().(*types.Interface)) {
			o, _, _ := types.LookupFieldOrMethod(pointer, true, method.Pkg(), method.Name())
			found = append(found, o)
		}
	}
	return found
}

const sdk = "github.com/aws/aws-sdk-go-v2/service/"

// actionsOf says which actions IAM asks for where an operation is called, or a part of a transaction made.
func actionsOf(t *testing.T, o types.Object) []string {
	if o.Pkg() == nil || !strings.HasPrefix(o.Pkg().Path(), sdk) {
		return nil
	}
	service := strings.TrimPrefix(o.Pkg().Path(), sdk)
	if f, ok := o.(*types.Func); ok {
		switch f.Name() {
		case "New", "NewFromConfig", "Options", // no call
			"HasMorePages", "NextPage", // of what NewQueryPaginator made
			"TransactWriteItems": // its parts are asked for
			return nil
		case "NewQueryPaginator":
			return []string{"dynamodb:Query"}
		case "SendMessageBatch":
			return []string{"sqs:SendMessage"}
		case "BatchGetItem", "BatchWriteItem", "GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan",
			"ReceiveMessage", "ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "GetQueueUrl",
			"GetSecretValue":
			return []string{service + ":" + f.Name()}
		}
		t.Errorf("%s.%s: say which actions of IAM it needs", service, f.Name())
		return nil
	}
	if _, ok := o.(*types.TypeName); ok && service == "dynamodb/types" {
		switch o.Name() {
		case "Put", "Update", "Delete":
			return []string{"dynamodb:" + o.Name() + "Item"}
		case "ConditionCheck":
			return []string{"dynamodb:ConditionCheckItem"}
		}
	}
	return nil
}

// load reads the sources of programs of this module and of the packages of it that they need.
func load(t *testing.T, mains ...string) program {
	t.Helper()
	type listed struct {
		ImportPath, Dir, Export string
		GoFiles, Deps           []string
		Module                  *struct{ Main bool }
	}
	command := exec.Command("go", append([]string{"list", "-export", "-deps", "-json=ImportPath,Dir,Export,GoFiles,Deps,Module"}, mains...)...)
	command.Dir, command.Stderr = "..", os.Stderr
	command.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-tags=lambda.norpc")
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	p := program{uses: map[*types.Func][]types.Object{}, first: map[string][]types.Object{}, deps: map[string][]string{}}
	exports, checked, files := map[string]string{}, map[string]*types.Package{}, token.NewFileSet()
	others := importer.ForCompiler(files, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })
	imports := func(path string) (*types.Package, error) {
		if own := checked[path]; own != nil {
			return own, nil
		}
		return others.Import(path)
	}
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; { // what is needed comes before what needs it
		var pkg listed
		if err := decoder.Decode(&pkg); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		exports[pkg.ImportPath] = pkg.Export
		if pkg.Module == nil || !pkg.Module.Main {
			continue
		}
		var parsed []*ast.File
		for _, name := range pkg.GoFiles {
			file, err := parser.ParseFile(files, filepath.Join(pkg.Dir, name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			parsed = append(parsed, file)
		}
		info := &types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}}
		config := types.Config{Importer: importerFunc(imports)}
		if checked[pkg.ImportPath], err = config.Check(pkg.ImportPath, files, parsed, info); err != nil {
			t.Fatal(err)
		}
		p.deps[pkg.ImportPath] = append(pkg.Deps, pkg.ImportPath)
		p.add(pkg.ImportPath, parsed, info)
	}
	return p
}

func (p *program) add(path string, parsed []*ast.File, info *types.Info) {
	for _, file := range parsed {
		for _, declaration := range file.Decls {
			var uses []types.Object
			ast.Inspect(declaration, func(node ast.Node) bool {
				if name, ok := node.(*ast.Ident); ok && info.Uses[name] != nil {
					uses = append(uses, info.Uses[name])
				}
				return true
			})
			if function, ok := declaration.(*ast.FuncDecl); ok && function.Name.Name != "init" {
				p.uses[info.Defs[function.Name].(*types.Func)] = uses
			} else if general, isGeneral := declaration.(*ast.GenDecl); ok || isGeneral && general.Tok == token.VAR {
				p.first[path] = append(p.first[path], uses...)
			}
		}
	}
	for _, o := range info.Defs {
		if name, ok := o.(*types.TypeName); ok && !name.IsAlias() {
			if named, ok := name.Type().(*types.Named); ok && named.NumMethods() > 0 && named.TypeParams() == nil {
				p.named = append(p.named, named)
			}
		}
	}
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }
