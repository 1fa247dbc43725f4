// Package secretsmanager reads the management key from AWS Secrets Manager.
package secretsmanager

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/secretsmanager"

	"alertsim/internal/fault"
)

// MaxAge is how long a value is used before it is read again, and so how long a
// rotated key takes to arrive everywhere. A read costs 5 USD/million and some
// 10 ms.
const MaxAge = 5 * time.Minute

// Secret is the value of one secret. It is safe for concurrent use.
type Secret struct {
	client *sdk.Client
	id     string
	log    *slog.Logger

	mu    sync.Mutex
	value string
	read  time.Time // zero before the first read
}

// New returns the secret of a name or ARN. Nothing is read yet.
func New(client *sdk.Client, id string, log *slog.Logger) *Secret {
	return &Secret{client: client, id: id, log: log}
}

// Value returns the value, read at most MaxAge ago. If it cannot be read again
// the old one is used on, so that an outage locks nobody out; CodeUnavailable if
// there is none.
func (s *Secret) Value(ctx context.Context) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.read.IsZero() && time.Since(s.read) < MaxAge {
		return s.value, nil
	}
	out, err := s.client.GetSecretValue(ctx, &sdk.GetSecretValueInput{SecretId: &s.id})
	switch {
	case err == nil:
		s.value, s.read = aws.ToString(out.SecretString), time.Now()
	case s.read.IsZero():
		return "", fault.Errorf(fault.CodeUnavailable, "secretsmanager: read the management key: %w", err)
	default:
		s.log.WarnContext(ctx, "management key not read again; the one before stays in use", "error", err)
	}
	return s.value, nil
}
