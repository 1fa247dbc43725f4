package main

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What the deployed API answers decides.
func TestGoesOn(t *testing.T) {
	for _, c := range []struct {
		why     string
		status  int
		answer  string
		version int
		refused string
	}{
		{"nothing runs", 200, `{"status":"ok","engineVersion":1}`, 2, ""},
		{"what runs is of this version", 200, `{"status":"ok","engineVersion":1,"active":{"state":"running","engineVersion":1}}`, 1, ""},
		{"a roll-back to the version of what stands still", 200, `{"status":"ok","engineVersion":2,"active":{"state":"running","engineVersion":1}}`, 1, ""},
		{"what runs is of another", 200, `{"status":"ok","engineVersion":1,"active":{"state":"running","engineVersion":1}}`, 2, "a simulation is running there that version 1 of the engine began. This one is of version 2"},
		{"what is ready is of another", 200, `{"status":"ok","engineVersion":1,"active":{"state":"ready","engineVersion":1}}`, 2, "a simulation is ready there"},
		{"it cannot be read", 200, `{"status":"ok","engineVersion":1,"active":{"state":"unknown"}}`, 1, "cannot be read just now"},
		{"from before versions, and the first still", 200, `{"status":"ok","version":"1.0.0"}`, 1, ""},
		{"from before versions, and not the first any more", 200, `{"status":"ok","version":"1.0.0"}`, 2, "does not tell whether a simulation runs"},
		{"the API is down", 503, `{"title":"Service Unavailable"}`, 1, "answers with 503"},
		{"something else answers", 200, `<html>`, 1, "answers with something else"},
		{"something else answers in JSON", 200, `{}`, 1, "answers with something else"},
	} {
		t.Run(c.why, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/dev/api/health" {
					t.Errorf("asked for %s", r.URL.Path)
				}
				w.WriteHeader(c.status)
				_, _ = w.Write([]byte(c.answer))
			}))
			defer server.Close()
			err := goesOn(t.Context(), server.Client(), "AlertSimulation-dev", deployed{api: server.URL + "/dev/api"}, c.version)
			if (err == nil) != (c.refused == "") || err != nil && !strings.Contains(err.Error(), c.refused) {
				t.Errorf("%v, want %q", err, c.refused)
			}
		})
	}
}

// A first deployment has nothing in its way; what cannot be asked is not taken for that.
func TestStackOf(t *testing.T) {
	for _, c := range []struct {
		why, out, complaint, api string
		fails                    bool
	}{
		{"there", "https://a.example/prod/api", "", "https://a.example/prod/api", false},
		{"not there", "", "An error occurred (ValidationError) when calling the DescribeStacks operation: Stack with id AlertSimulation-dev does not exist", "", false},
		{"taken back", "None", "", "", false},
		{"no credentials", "", "Unable to locate credentials", "", true},
	} {
		got := stackOf(t.Context(), "AlertSimulation-dev", func(context.Context, ...string) (string, error) {
			if c.complaint != "" {
				return "", errors.New(c.complaint)
			}
			return c.out, nil
		})
		if got.api != c.api || (got.err != nil) != c.fails {
			t.Errorf("%s: %+v", c.why, got)
		}
		if c.api != "" {
			continue
		}
		if err := goesOn(t.Context(), nil, "", got, 1); (err != nil) != c.fails {
			t.Errorf("%s: %v", c.why, err)
		}
	}
}

// make deploy asks before the CDK changes anything, stops if the answer is no, and goes on if it is told to.
func TestMakeDeployAsksFirst(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"status":"ok","engineVersion":77,"active":{"state":"running","engineVersion":77}}`))
	}))
	defer server.Close()
	tools := t.TempDir()
	for name, script := range map[string]string{
		"aws": "#!/bin/sh\necho " + server.URL + "/dev/api\n",
		"cdk": "#!/bin/sh\necho deployed \"$@\"\n",
	} {
		if err := os.WriteFile(filepath.Join(tools, name), []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for abandon, goes := range map[string]bool{"": false, "yes": true} {
		cmd := exec.CommandContext(t.Context(), "make", "--no-print-directory", "-C", "../..", "deploy", "CDK="+filepath.Join(tools, "cdk"), "ABANDON="+abandon)
		cmd.Env = append(os.Environ(), "PATH="+tools+string(os.PathListSeparator)+os.Getenv("PATH"))
		out, err := cmd.CombinedOutput()
		if (err == nil) != goes || strings.Contains(string(out), "deployed deploy") != goes {
			t.Errorf("ABANDON=%s: %v\n%s", abandon, err, out)
		}
		if !goes && (!strings.Contains(string(out), "version 77 of the engine began") || !strings.Contains(string(out), "make deploy STAGE=dev ABANDON=yes")) {
			t.Errorf("it does not say why, or what to do: %s", out)
		}
	}
}
