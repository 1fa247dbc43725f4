package httpapi

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"alertsim/internal/control"
)

// Membership is the answer to opening or joining a session.
type Membership struct {
	SessionID    string    `json:"sessionId"`
	Token        string    `json:"token" doc:"For the Authorization header: Bearer <token>. It is shown this once."`
	ExpiresAt    Timestamp `json:"expiresAt" doc:"When the session ends by itself if nobody uses it and it runs nothing."`
	SimulationID string    `json:"simulationId,omitempty" doc:"The session's latest simulation."`
}

// Session is the caller's session.
type Session struct {
	SessionID    string    `json:"sessionId"`
	OpenedAt     Timestamp `json:"openedAt"`
	ExpiresAt    Timestamp `json:"expiresAt" doc:"When the session ends by itself if nobody uses it and it runs nothing."`
	Members      int       `json:"members"`
	SimulationID string    `json:"simulationId,omitempty" doc:"The session's latest simulation."`
}

type none struct{}

type membershipAnswer struct{ Body Membership }

type joinRequest struct {
	address string
	Body    struct {
		ManagementKey string `json:"managementKey" maxLength:"1000" doc:"The key that the operator has set or the server has printed at its start."`
	}
}

// Resolve notes who asks, for the delay that wrong keys cost.
func (r *joinRequest) Resolve(ctx huma.Context) []error {
	r.address = clientNetwork(ctx.RemoteAddr())
	return nil
}

func (a *api) addSessions(humaAPI huma.API) {
	huma.Register(humaAPI, operation(http.MethodPost, "/session", "openSession", "Open a session", http.StatusCreated,
		http.StatusConflict, http.StatusServiceUnavailable),
		func(ctx context.Context, _ *none) (*membershipAnswer, error) {
			m, err := a.control.OpenSession(ctx)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			return &membershipAnswer{membership(m, a.now())}, nil
		})
	huma.Register(humaAPI, takesBody(humaAPI, operation(http.MethodPost, "/session/join", "joinSession", "Join the session in play", http.StatusOK,
		http.StatusNotFound, http.StatusConflict, http.StatusTooManyRequests, http.StatusServiceUnavailable)),
		func(ctx context.Context, r *joinRequest) (*membershipAnswer, error) {
			m, err := a.control.Join(ctx, r.Body.ManagementKey, r.address)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			return &membershipAnswer{membership(m, a.now())}, nil
		})
	huma.Register(humaAPI, a.member(humaAPI, operation(http.MethodGet, "/session", "getSession", "Who am I; keeps the session alive", http.StatusOK)),
		func(ctx context.Context, _ *none) (*struct{ Body Session }, error) {
			s := sessionOf(ctx)
			return &struct{ Body Session }{Session{
				SessionID: s.ID, OpenedAt: timestamp(s.OpenedAt), ExpiresAt: timestamp(s.ExpiresAt(a.now())),
				Members: len(s.Members), SimulationID: s.SimulationID,
			}}, nil
		})
	huma.Register(humaAPI, a.member(humaAPI, operation(http.MethodDelete, "/session", "resetSession",
		"Reset: cancel what runs and end the session", http.StatusNoContent)),
		func(ctx context.Context, _ *none) (*none, error) {
			if err := a.control.Reset(ctx, sessionOf(ctx)); err != nil {
				return nil, a.problem(ctx, err)
			}
			return nil, nil
		})
}

func membership(m control.Membership, now time.Time) Membership {
	return Membership{
		SessionID: m.Session.ID, Token: m.Token,
		ExpiresAt: timestamp(m.Session.ExpiresAt(now)), SimulationID: m.Session.SimulationID,
	}
}
