package dynamodb

import (
	"alertsim/internal/simulation"

	"context"
	"errors"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// TakeKeyTry implements simulation.Sessions.
func (s *Store) TakeKeyTry(ctx context.Context, scope string, now time.Time) error {
	old, err := s.get(ctx, triesKey(scope))
	if err != nil {
		return err
	}
	for r := newRace(); ; {
		tries, err := triesOf(old)
		if err != nil {
			return err
		}
		if tries, err = tries.Take(simulation.Stamp(now)); err != nil {
			return err
		}
		condition, named := absent, values(nil)
		if old != nil {
			condition, named = unchanged, seen(text(old, attrVersion))
		}
		if old, err = s.put(ctx, triesRecordOf(scope, tries), condition, named); !errors.Is(err, errLost) {
			return err
		}
		if err := r.again(ctx); err != nil {
			return err
		}
	}
}

// ForgetKeyTries implements simulation.Sessions.
func (s *Store) ForgetKeyTries(ctx context.Context, scope string) error {
	return translate("forget tries", s.write(ctx, func(ctx context.Context) error {
		_, err := s.client.DeleteItem(ctx, &sdk.DeleteItemInput{TableName: &s.table, Key: encoded(triesKey(scope))})
		return err
	}))
}
