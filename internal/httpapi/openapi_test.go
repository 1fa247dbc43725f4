package httpapi_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"alertsim/internal/httpapi"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing")

// The typed client of the browser interface is generated from this file.
func TestOpenAPIFileIsCurrent(t *testing.T) {
	document, err := httpapi.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	checkCurrent(t, "../../web/src/api/openapi.json", document)
}

// The tests of the browser interface take these for what the API answers.
func TestLimitsFileIsCurrent(t *testing.T) {
	var indented bytes.Buffer
	answer := newEnv(t).call("GET", "/api/limits", "", 200)
	if err := json.Indent(&indented, bytes.TrimSpace(answer.body), "", "  "); err != nil {
		t.Fatal(err)
	}
	indented.WriteByte('\n')
	checkCurrent(t, "../../web/src/testing/limits.json", indented.Bytes())
}

func checkCurrent(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s is not what the code says; run make generate and look at the difference", file)
	}
}
