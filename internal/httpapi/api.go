// Package httpapi is the HTTP API: routes, JSON documents, problem documents
// (RFC 9457) and the OpenAPI description of them all. It holds no decisions of
// its own.
package httpapi

import (
	"log/slog"
	"net/http"
	"net/netip"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"alertsim/internal/control"
	"alertsim/internal/deployment"
	"alertsim/internal/fit"
	"alertsim/internal/forecast"
	"alertsim/internal/lane"
	"alertsim/internal/recent"
	"alertsim/internal/settings"
)

// Base is the path every call begins with.
const Base = "/api"

// Version is the version of the API, as the OpenAPI document and the health
// check give it.
const Version = "1.0.0"

// Options say how a deployment wants it.
type Options struct {
	// Now is the clock; time.Now if nil.
	Now func() time.Time
	// Log takes the details of internal errors; the default logger if nil.
	Log *slog.Logger
	// Part is which calls are answered; all of them if nothing is said.
	Part Part
	// Forecasts shares the machine among forecasts; one processor and the default
	// capacity if nil.
	Forecasts *forecast.Limiter
	// Deployment is what the cost of running the simulator is reckoned for; the
	// standard one if zero.
	Deployment deployment.Deployment
	// StudyWorkers is how many chunks of studies this one machine computes at a time; 0: the functions of the deployment do.
	StudyWorkers int
	// Stream says that answers of any length reach the client as they are
	// written. A Lambda function's do not, and are at most 6 MB.
	Stream bool
	// TrustedProxies are the networks of proxies whose X-Forwarded-For counts.
	TrustedProxies []netip.Prefix
}

type api struct {
	control *control.Control
	Options
	// Lists of messages are computed again: pages take a moment each, tables as
	// long as their reader.
	pages, tables *lane.Lane
	studyAnswers  *lane.Lane
	logs          [2]*lane.Lane
	snapshots     *recent.Reads[snapshotAnswer]
}

// What lists of messages may be under way.
const (
	maxPages, pagesPerCaller   = 2, 8
	maxTables, tablesPerCaller = 2, 1
	listWait                   = 5 * time.Second
)

func listLane(underWay, perCaller int) *lane.Lane {
	return lane.New(lane.Limits{What: "lists of messages", UnderWay: underWay, PerCaller: perCaller, All: 64})
}

func studyLane() *lane.Lane {
	return lane.New(lane.Limits{What: "answers of studies", UnderWay: 1, PerCaller: 8, All: 16})
}

// New returns the handler of every path under Base. c may be nil for the part
// ForecastsOnly.
func New(c *control.Control, o Options) http.Handler {
	handler, _ := build(c, o)
	return handler
}

// OpenAPI returns the description of the API, OpenAPI 3.1 as indented JSON.
func OpenAPI() ([]byte, error) {
	_, description := build(nil, Options{})
	return indented(description)
}

func build(c *control.Control, o Options) (http.Handler, *huma.OpenAPI) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Deployment == (deployment.Deployment{}) {
		o.Deployment = deployment.Standard()
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Forecasts == nil {
		o.Forecasts = forecast.NewLimiter(forecast.Capacity{})
	}
	a := &api{control: c, Options: o, pages: listLane(maxPages, pagesPerCaller), tables: listLane(maxTables, tablesPerCaller), studyAnswers: studyLane()}
	a.logs = logLanes(max(1, a.maxLog()))
	a.snapshots = recent.New[snapshotAnswer](recent.Options{Lifetime: snapshotLifetime, Patience: snapshotPatience, Most: maxSnapshots, Now: a.now})
	mux := http.NewServeMux()
	humaAPI := humago.New(mux, humaConfig())
	humaAPI.UseMiddleware(checkQuery(humaAPI))
	a.addSessions(humaAPI)
	a.addSimulations(humaAPI)
	a.addSnapshots(humaAPI)
	a.addExport(humaAPI)
	a.addMessages(humaAPI)
	a.addForecasts(humaAPI)
	a.addStudies(humaAPI)
	a.addSystem(humaAPI)
	describeSettings(humaAPI.OpenAPI().Components.Schemas)
	mux.HandleFunc(Base+"/", noSuchCall(mux))
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(problemHandler(http.StatusForbidden, "this call came from a page of another site"))
	return a.fromClient(a.logged(noCache(guard.Handler(o.Part.only(mux))))), humaAPI.OpenAPI()
}

func humaConfig() huma.Config {
	speakPlainly()
	config := huma.DefaultConfig("Alert Simulation", Version)
	config.Info.Description = "Describe an alert to many people, simulate its sending, and see how it will go. " +
		"Times are in seconds, timestamps RFC 3339, errors problem documents (RFC 9457)."
	config.OpenAPIPath = Base + "/openapi"
	config.DocsPath, config.SchemasPath = "", ""
	config.CreateHooks = nil // no $schema links
	config.Formats = map[string]huma.Format{"application/json": strictJSON, "json": strictJSON}
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session": {Type: "http", Scheme: "bearer", Description: "The token that opening or joining a session gave."},
	}
	config.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	config.Tags = tags()
	addSettingsSchema(config.Components.Schemas)
	addStudySchema(config.Components.Schemas)
	return config
}

// schemaName keeps the names of a fit, as a column's, apart from those of all else.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.PkgPath() == reflect.TypeFor[fit.Fit]().PkgPath() && !strings.Contains(name, "Fit") {
		return "Fit" + name
	}
	return name
}

// operation fills in what all calls share.
func operation(method, path, id, summary string, status int, errors ...int) huma.Operation {
	errors = append(errors,
		http.StatusMisdirectedRequest,  // by a name that is not the server's
		http.StatusUnprocessableEntity) // parameters that it does not have
	if method != http.MethodGet {
		errors = append(errors, http.StatusForbidden) // a page of another site
	}
	return huma.Operation{
		Method: method, Path: Base + path, OperationID: id, Summary: summary, DefaultStatus: status, Errors: errors,
		Tags:         []string{tagOf(path)},
		MaxBodyBytes: settings.MaxBodyBytes + 1, // huma refuses a body of that length
	}
}

// noCache keeps answers out of caches, for all of it is of this moment. A snapshot,
// which may be kept for so long, says so in its place.
func noCache(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		next.ServeHTTP(w, r)
	})
}
