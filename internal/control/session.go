package control

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"time"

	"alertsim/internal/fault"
	"alertsim/internal/simulation"
	"alertsim/internal/words"
)

// Membership is what somebody gets who opens or joins a session.
type Membership struct {
	Session simulation.Session
	Token   string // 256 random bits; shown once, stored only as a hash
}

// InPlayError answers an attempt to open a session while one is in play.
type InPlayError struct {
	OpenedAt   time.Time
	Simulation *simulation.Simulation // its latest; nil if it has none
}

// Error tells since when, and what to do.
func (e *InPlayError) Error() string { return e.Unwrap().Error() }

// Unwrap gives the error with its code, CodeConflict.
func (e *InPlayError) Unwrap() error {
	return fault.Errorf(fault.CodeConflict,
		"a session is in play since %s; join it with the management key, or wait until it ends", e.OpenedAt.Format(time.RFC3339))
}

// OpenSession opens a session, or answers with an InPlayError.
func (c *Control) OpenSession(ctx context.Context) (Membership, error) {
	// Whoever loses a race sees the winner's session in the second round.
	for range 3 {
		session, latest, err := c.current(ctx)
		if err != nil && fault.CodeOf(err) != fault.CodeNotFound {
			return Membership{}, err
		}
		var over *simulation.Session
		if err == nil {
			studying, err := c.studying(ctx)
			if err != nil {
				return Membership{}, err
			}
			if !session.Over(studying || busy(latest), c.now()) {
				return Membership{}, &InPlayError{OpenedAt: session.OpenedAt, Simulation: latest}
			}
			over = &session
			if latest != nil && latest.State == simulation.Ready {
				_, err = c.store.Abandon(ctx, latest.ID, c.now())
				switch fault.CodeOf(err) {
				case "", fault.CodeNotFound:
				case fault.CodeConflict: // started or ended since it was read
					continue
				default:
					return Membership{}, err
				}
			}
		}
		m := newMembership()
		m.Session = simulation.Session{
			ID:       newID(),
			Members:  []string{hash(m.Token)},
			OpenedAt: c.now(), LastUsedAt: c.now(),
		}
		err = c.store.OpenSession(ctx, m.Session, over)
		if fault.CodeOf(err) != fault.CodeConflict {
			return m, err
		}
	}
	return Membership{}, fault.Errorf(fault.CodeUnavailable, "sessions are opened and ended all the time just now; try again")
}

// Join joins the session in play by the management key. address is who asks,
// for the delay that wrong keys cost.
func (c *Control) Join(ctx context.Context, key, address string) (Membership, error) {
	session, err := c.store.CurrentSession(ctx)
	over := fault.CodeOf(err) == fault.CodeNotFound
	if err == nil {
		over, err = c.over(ctx, session)
	}
	if over {
		err = errNoSession()
	}
	if err != nil {
		return Membership{}, err
	}
	if err := c.checkKey(ctx, key, address); err != nil {
		return Membership{}, err
	}
	m := newMembership()
	if err := c.store.JoinSession(ctx, session.ID, hash(m.Token), c.now()); err != nil {
		return Membership{}, err
	}
	session.LastUsedAt = c.now()
	m.Session = session
	return m, nil
}

// checkKey counts a try first and gives it back if the key is right, so that
// many tries at once are not more than one after the other.
func (c *Control) checkKey(ctx context.Context, key, address string) error {
	want, err := c.Key(ctx)
	if err != nil {
		return fault.Errorf(fault.CodeUnavailable, "the management key cannot be read: %w", err)
	}
	scope := "address " + address
	if err := c.store.TakeKeyTry(ctx, scope, c.now()); err != nil {
		return err
	}
	given, wanted := sha256.Sum256([]byte(key)), sha256.Sum256([]byte(want))
	if want == "" || subtle.ConstantTimeCompare(given[:], wanted[:]) != 1 {
		return fault.Errorf(fault.CodeRefused, "the management key is wrong")
	}
	return c.store.ForgetKeyTries(ctx, scope)
}

// Authenticate returns the session a token belongs to and keeps it alive;
// CodeUnauthorized if the token is none of a session in play.
func (c *Control) Authenticate(ctx context.Context, token string) (simulation.Session, error) {
	session, err := c.store.CurrentSession(ctx)
	if fault.CodeOf(err) == fault.CodeNotFound || err == nil && (token == "" || !session.Has(hash(token))) {
		return session, fault.Errorf(fault.CodeUnauthorized, "this session has ended or the token is wrong; open or join a session")
	}
	if err != nil {
		return session, err
	}
	over, err := c.over(ctx, session)
	if err != nil {
		return session, err
	}
	if over {
		return session, fault.Errorf(fault.CodeUnauthorized, "this session ended after %s unused; open a new one", words.Time(simulation.SessionIdle.Seconds()))
	}
	now := c.now()
	if !session.Used(now) {
		return session, nil
	}
	switch err := c.store.TouchSession(ctx, session.ID, now); {
	case fault.CodeOf(err) == fault.CodeNotFound:
		return session, errEnded()
	case err != nil: // a full disk, say: what only reads works all the same
		c.Log.WarnContext(ctx, "a use of the session is not recorded", "error", err)
		return session, nil
	}
	session.LastUsedAt = now
	return session, nil
}

// Reset cancels what the session runs and ends the session. When it has
// answered nothing of the simulation changes any more.
func (c *Control) Reset(ctx context.Context, session simulation.Session) error {
	for id := session.ID; session.ID == id; {
		if session.SimulationID != "" {
			_, err := c.cancel(ctx, session.SimulationID, "the session was reset")
			if code := fault.CodeOf(err); err != nil && code != fault.CodeConflict && code != fault.CodeNotFound {
				return err
			}
		}
		if err := c.endStudyOf(ctx, id); err != nil {
			return err
		}
		err := c.store.EndSession(ctx, id, session.SimulationID)
		if fault.CodeOf(err) == fault.CodeConflict { // another member has just created a simulation
			session, err = c.store.CurrentSession(ctx)
			if err == nil {
				continue
			}
		}
		if fault.CodeOf(err) == fault.CodeNotFound { // another member was faster
			return nil
		}
		if err == nil { // a study of just before the end; from then on there can be none of this session
			err = c.endStudyOf(ctx, id)
		}
		return err
	}
	return nil // another member was faster, and somebody has opened the next session
}

// current returns the stored session and its latest simulation, if it has one.
func (c *Control) current(ctx context.Context) (simulation.Session, *simulation.Simulation, error) {
	session, err := c.store.CurrentSession(ctx)
	if fault.CodeOf(err) == fault.CodeNotFound {
		return session, nil, errNoSession()
	}
	if err != nil {
		return session, nil, err
	}
	latest, err := c.latest(ctx, session)
	return session, latest, err
}

// latest returns the session's latest simulation; nil if it has none that can be
// read.
func (c *Control) latest(ctx context.Context, session simulation.Session) (*simulation.Simulation, error) {
	if session.SimulationID == "" {
		return nil, nil
	}
	latest, err := c.store.Simulation(ctx, session.SimulationID)
	switch fault.CodeOf(err) {
	case fault.CodeNotFound: // forgotten since
		return nil, nil
	case fault.CodeDamaged: // the session is not: it can be used, and reset
		c.Log.ErrorContext(ctx, "the session's simulation is damaged", "simulation", session.SimulationID, "error", err)
		return nil, nil
	case "":
		return &latest, nil
	}
	return nil, err
}

// over reports whether the session has ended by itself. Whether its simulation is at
// work matters, and is read, only once nobody has used it for long enough: a call of
// a member reads the session alone.
func (c *Control) over(ctx context.Context, session simulation.Session) (bool, error) {
	if !session.Over(false, c.now()) {
		return false, nil
	}
	if studying, err := c.studying(ctx); err != nil || studying {
		return false, err
	}
	latest, err := c.latest(ctx, session)
	return err == nil && session.Over(busy(latest), c.now()), err
}

// Active returns the simulation that has not ended; nil if there is none.
func (c *Control) Active(ctx context.Context) (*simulation.Simulation, error) {
	_, latest, err := c.current(ctx)
	if fault.CodeOf(err) == fault.CodeNotFound {
		return nil, nil
	}
	if err != nil || latest == nil || latest.State.Ended() {
		return nil, err
	}
	return latest, nil
}

func busy(s *simulation.Simulation) bool { return s != nil && s.State.Busy() }

func errNoSession() error {
	return fault.Errorf(fault.CodeNotFound, "no session is in play; open one")
}

// errEnded is for members whose session was reset during their call.
func errEnded() error {
	return fault.Errorf(fault.CodeUnauthorized, "this session has just ended; open or join a session")
}

func newMembership() Membership {
	var secret [32]byte
	_, _ = rand.Read(secret[:]) // never fails: it ends the program instead
	return Membership{Token: base64.RawURLEncoding.EncodeToString(secret[:])}
}

// newID returns 80 random bits in lower-case letters and digits.
func newID() string { return strings.ToLower(rand.Text()[:idLength]) }

const idLength = 16

// isID reports whether newID may have made it.
func isID(id string) bool {
	return len(id) == idLength && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz234567") == ""
}

func hash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
