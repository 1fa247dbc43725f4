package config_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"net/netip"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"alertsim/internal/config"
	"alertsim/internal/deployment"
)

var defaults = config.Config{
	Addr: "127.0.0.1:8080", Backend: "embedded", Data: ".data", Stage: "dev",
	Deployment:     deployment.Deployment{SendersPerShard: 500, WorkerConcurrency: 5, Slice: 12 * time.Minute, WorkerMemory: 768, APIMemory: 1769, StudyConcurrency: 10},
	ForecastBudget: 20 * time.Second, ForecastMemory: 1 << 30,
}

// variables is each one with a value and what that value changes.
var variables = map[string]struct {
	value string
	set   func(*config.Config)
}{
	"ALERTSIM_ADDR":           {"0.0.0.0:80", func(c *config.Config) { c.Addr = "0.0.0.0:80" }},
	"ALERTSIM_BACKEND":        {"aws", func(c *config.Config) { c.Backend = "aws" }},
	"ALERTSIM_DATA":           {"/var/lib/alertsim", func(c *config.Config) { c.Data = "/var/lib/alertsim" }},
	"ALERTSIM_MANAGEMENT_KEY": {"open sesame, please", func(c *config.Config) { c.ManagementKey = "open sesame, please" }},
	"ALERTSIM_ALLOWED_HOSTS":  {"a.example", func(c *config.Config) { c.AllowedHosts = config.Hosts{"a.example"} }},
	"ALERTSIM_TRUSTED_PROXIES": {"10.0.0.0/8", func(c *config.Config) {
		c.TrustedProxies = config.Proxies{netip.MustParsePrefix("10.0.0.0/8")}
	}},
	"ALERTSIM_TABLE":                 {"alerts", func(c *config.Config) { c.Table = "alerts" }},
	"ALERTSIM_QUEUE_URL":             {"https://queue", func(c *config.Config) { c.QueueURL = "https://queue" }},
	"ALERTSIM_STUDY_QUEUE_URL":       {"https://studies", func(c *config.Config) { c.StudyQueueURL = "https://studies" }},
	"ALERTSIM_MANAGEMENT_KEY_SECRET": {"arn:secret", func(c *config.Config) { c.ManagementKeySecret = "arn:secret" }},
	"ALERTSIM_STAGE":                 {"prod", func(c *config.Config) { c.Stage = "prod" }},
	"ALERTSIM_SENDERS_PER_SHARD":     {"10000", func(c *config.Config) { c.SendersPerShard = 10_000 }},
	"ALERTSIM_WORKER_CONCURRENCY":    {"1", func(c *config.Config) { c.WorkerConcurrency = 1 }},
	"ALERTSIM_STUDY_CONCURRENCY":     {"1000", func(c *config.Config) { c.StudyConcurrency = 1000 }},
	"ALERTSIM_SLICE_SECONDS":         {"840", func(c *config.Config) { c.Slice = 14 * time.Minute }},
	"ALERTSIM_WORKER_MEGABYTES":      {"512", func(c *config.Config) { c.WorkerMemory = 512 }},
	"ALERTSIM_API_MEGABYTES":         {"3008", func(c *config.Config) { c.APIMemory = 3008 }},
	"ALERTSIM_FORECAST_SECONDS":      {"5", func(c *config.Config) { c.ForecastBudget = 5 * time.Second }},
	"ALERTSIM_FORECAST_MEGABYTES":    {"512", func(c *config.Config) { c.ForecastMemory = 512 << 20 }},
}

func load(env map[string]string) (config.Config, error) {
	return config.Load(func(name string) string { return env[name] })
}

func TestDefaults(t *testing.T) {
	got, err := load(nil)
	if err != nil || !reflect.DeepEqual(got, defaults) {
		t.Errorf("got %+v, %v, want %+v", got, err, defaults)
	}
}

func TestEveryVariable(t *testing.T) {
	for name, v := range variables {
		want := defaults
		v.set(&want)
		got, err := load(map[string]string{name: v.value})
		if err != nil || !reflect.DeepEqual(got, want) || reflect.DeepEqual(got, defaults) {
			t.Errorf("%s=%s: got %+v, %v, want %+v", name, v.value, got, err, want)
		}
	}
}

// What the stack tells its functions is what they understand.
func TestVariablesAreWhatIsLoaded(t *testing.T) {
	for _, want := range []deployment.Deployment{
		deployment.Standard(), deployment.Local(),
		{SendersPerShard: 1, WorkerConcurrency: 1000, Slice: time.Second, WorkerMemory: 10_240, APIMemory: 128, StudyConcurrency: 2},
	} {
		if got, err := load(config.Variables(want)); err != nil || got.Deployment != want {
			t.Errorf("got %+v, %v, want %+v", got.Deployment, err, want)
		}
	}
}

// A variable that the program asks for and this test does not know is untested.
func TestNoVariableIsMissingHere(t *testing.T) {
	asked := map[string]bool{}
	_, _ = config.Load(func(name string) string { asked[name] = true; return "" })
	for name := range asked {
		if _, known := variables[name]; !known {
			t.Errorf("%s is not tested", name)
		}
	}
	if len(asked) != len(variables) {
		t.Errorf("%d variables are asked for, %d tested", len(asked), len(variables))
	}
}

// Each field's comment names its variable; that is all the documentation they
// have in code.
func TestEveryVariableIsDocumented(t *testing.T) {
	var documented []string
	for _, name := range []string{"config.go", "../deployment/deployment.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if field, ok := n.(*ast.Field); ok && field.Comment != nil {
				name, _, _ := strings.Cut(field.Comment.Text(), ":")
				documented = append(documented, name)
			}
			return true
		})
	}
	for name := range variables {
		if !slices.Contains(documented, name) {
			t.Errorf("no field's comment says that it is %s", name)
		}
	}
}

func TestWrongNumbersAreNamed(t *testing.T) {
	tests := map[string][2]int{
		"ALERTSIM_SENDERS_PER_SHARD":  {1, 10_000},
		"ALERTSIM_WORKER_CONCURRENCY": {1, 1000},
		"ALERTSIM_STUDY_CONCURRENCY":  {1, 1000},
		"ALERTSIM_SLICE_SECONDS":      {1, 840},
		"ALERTSIM_FORECAST_SECONDS":   {1, 25},
		"ALERTSIM_FORECAST_MEGABYTES": {64, 65_536},
	}
	for name, bounds := range tests {
		least, most := strconv.Itoa(bounds[0]), strconv.Itoa(bounds[1])
		for _, right := range []string{least, most} {
			if _, err := load(map[string]string{name: right}); err != nil {
				t.Errorf("%s=%s: %v", name, right, err)
			}
		}
		tooLow, tooHigh := strconv.Itoa(bounds[0]-1), strconv.Itoa(bounds[1]+1)
		for _, wrong := range []string{tooLow, tooHigh, "-5", "many", "1.5", "10 ", "1e2", "99999999999999999999"} {
			_, err := load(map[string]string{name: wrong})
			if err == nil {
				t.Errorf("%s=%q is taken", name, wrong)
				continue
			}
			for _, part := range []string{name, strconv.Quote(wrong), "from " + least + " to " + most} {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("%s=%q: %q does not say %s", name, wrong, err, part)
				}
			}
		}
	}
}

func TestEveryWrongVariableIsNamedAtOnce(t *testing.T) {
	_, err := load(map[string]string{"ALERTSIM_SENDERS_PER_SHARD": "x", "ALERTSIM_SLICE_SECONDS": "0"})
	if err == nil || !strings.Contains(err.Error(), "ALERTSIM_SENDERS_PER_SHARD") || !strings.Contains(err.Error(), "ALERTSIM_SLICE_SECONDS") {
		t.Errorf("got %v, want both named", err)
	}
}

func TestOtherWrongVariablesAreNamed(t *testing.T) {
	for name, wrong := range map[string][]string{
		"ALERTSIM_MANAGEMENT_KEY":  {"x", "open sesame", "           .", "ääääääääääÄ"},
		"ALERTSIM_ALLOWED_HOSTS":   {"https://a.example"},
		"ALERTSIM_TRUSTED_PROXIES": {"any"},
	} {
		for _, value := range wrong {
			if _, err := load(map[string]string{name: value}); err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("%s=%q: %v", name, value, err)
			} else if name == "ALERTSIM_MANAGEMENT_KEY" && (strings.Contains(err.Error(), value) && value != "x" || !strings.Contains(err.Error(), "12 characters")) {
				t.Errorf("a key that is too short: %v", err)
			}
		}
	}
	if _, err := load(map[string]string{"ALERTSIM_MANAGEMENT_KEY": "open s\xe9same, please"}); err == nil || !strings.Contains(err.Error(), "not UTF-8") {
		t.Errorf("a key in Latin-1: %v", err)
	}
	if _, err := load(map[string]string{"ALERTSIM_MANAGEMENT_KEY": "twelve chars"}); err != nil {
		t.Error(err)
	}
}

func TestOnAWSNamesWhatIsMissing(t *testing.T) {
	all := []string{config.Table, config.Queue, config.StudyQueue}
	err := config.Config{}.OnAWS(all...)
	for _, name := range []string{"ALERTSIM_TABLE", "ALERTSIM_QUEUE_URL", "ALERTSIM_STUDY_QUEUE_URL"} {
		if err == nil || !strings.Contains(err.Error(), name+" is not set") {
			t.Errorf("got %v without %s", err, name)
		}
	}
	if err := (config.Config{Table: "alerts", QueueURL: "https://queue", StudyQueueURL: "https://studies"}).OnAWS(all...); err != nil {
		t.Error(err)
	}
	if err := (config.Config{Table: "alerts"}).OnAWS(config.Table); err != nil {
		t.Errorf("what is not needed: %v", err)
	}
}
