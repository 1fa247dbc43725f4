package httpapi_test

import (
	"flag"
	"os"
	"testing"

	"alertsim/internal/httpapi"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing")

// The typed client of the browser interface is generated from this file.
const openAPIFile = "../../web/src/api/openapi.json"

func TestOpenAPIFileIsCurrent(t *testing.T) {
	got, err := httpapi.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(openAPIFile, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(openAPIFile)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s is not what the code says; run make generate and look at the difference", openAPIFile)
	}
}
