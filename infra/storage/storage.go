// Package storage is the table that holds simulations, shards and the session.
package storage

import (
	"github.com/aws/aws-cdk-go/awscdk/v2/awsdynamodb"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/constructs-go/constructs/v10"

	"alertsim/infra/pointer"
	"alertsim/infra/stage"
)

// Storage is the table.
type Storage struct {
	Table awsdynamodb.Table
}

// New creates the table: keys pk and sk, on demand, items past their expiresAt (Unix seconds) removed.
func New(scope constructs.Construct, id string, at stage.Stage) Storage {
	scope = constructs.NewConstruct(scope, new(id))
	return Storage{Table: awsdynamodb.NewTable(scope, new("Table"), &awsdynamodb.TableProps{
		PartitionKey:        &awsdynamodb.Attribute{Name: new("pk"), Type: awsdynamodb.AttributeType_STRING},
		SortKey:             &awsdynamodb.Attribute{Name: new("sk"), Type: awsdynamodb.AttributeType_STRING},
		BillingMode:         awsdynamodb.BillingMode_PAY_PER_REQUEST,
		TimeToLiveAttribute: new("expiresAt"),
		// The account's own key of the service: free of a monthly price, and its use shows in CloudTrail.
		Encryption: awsdynamodb.TableEncryption_AWS_MANAGED,
		PointInTimeRecoverySpecification: &awsdynamodb.PointInTimeRecoverySpecification{
			PointInTimeRecoveryEnabled: new(at.KeepsData()),
		},
		// No protection of its own against deletion: CloudFormation could not take back a first deployment that fails.
		RemovalPolicy: at.Removal(),
	})}
}

// Grant lets a function do these things with items of the table, as dynamodb:GetItem, and nothing else. Which they are is
// held against the program by the tests of infra. A transaction needs what its parts need.
func (s Storage) Grant(to awsiam.IGrantable, actions ...string) {
	s.Table.Grant(to, *pointer.Strings(actions...)...)
}
