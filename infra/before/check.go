package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// deployed is where the API of a stack is, or why nobody can tell. Both are empty if there is no stack yet.
type deployed struct {
	api string
	err error
}

// stackOf asks CloudFormation.
func stackOf(ctx context.Context, stack string, aws func(ctx context.Context, args ...string) (string, error)) deployed {
	api, err := aws(ctx, "cloudformation", "describe-stacks", "--stack-name", stack, "--output", "text",
		"--query", "Stacks[0].Outputs[?OutputKey=='ApiUrl'].OutputValue")
	switch {
	case err != nil && strings.Contains(err.Error(), "does not exist"):
		return deployed{}
	case err != nil:
		return deployed{err: fmt.Errorf("whether it is there cannot be asked: %w", err)}
	case api == "None": // a first deployment that failed and was taken back
		return deployed{}
	}
	return deployed{api: api}
}

// health is what of the API's own answer counts here.
type health struct {
	Status string
	Engine *int `json:"engineVersion"`
	Active *struct {
		State  string
		Engine int `json:"engineVersion"`
	}
}

// goesOn is nil if nothing runs there, or what an engine of this version goes on with.
func goesOn(ctx context.Context, client *http.Client, stack string, at deployed, version int) error {
	if at.err != nil || at.api == "" {
		return at.err
	}
	h, err := ask(ctx, client, at.api+"/health")
	switch {
	case err != nil:
		return fmt.Errorf("whether a simulation runs there cannot be asked: %w", err)
	case h.Engine == nil && version == 1: // a program from before versions were told, which are all the first
		return nil
	case h.Engine == nil:
		return fmt.Errorf("what is deployed does not tell whether a simulation runs; this engine is of version %d and would go on with none that it began. Look at the page before you go on", version)
	case h.Active == nil:
		return nil
	case h.Active.State == "unknown":
		return errors.New("whether a simulation runs there cannot be read just now; try again")
	case h.Active.Engine == version:
		return nil
	}
	return fmt.Errorf("a simulation is %s there that version %d of the engine began. This one is of version %d, which counts otherwise: no worker would go on with it, and it would fail at its deadline. "+
		"Wait until it has ended, or cancel it in the browser at the SiteUrl of stack %s", h.Active.State, h.Active.Engine, version, stack)
}

// maxHealth bounds what is read of an answer, in bytes.
const maxHealth = 64 << 10

func ask(ctx context.Context, client *http.Client, url string) (h health, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return h, err
	}
	response, err := client.Do(request)
	if err != nil {
		return h, err
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(response.Body, maxHealth))
	if err != nil {
		return h, err
	}
	if response.StatusCode != http.StatusOK {
		return h, fmt.Errorf("%s answers with %s", url, response.Status)
	}
	if err := json.Unmarshal(raw, &h); err != nil || h.Status == "" {
		return h, fmt.Errorf("%s answers with something else: %.100q", url, raw)
	}
	return h, nil
}
