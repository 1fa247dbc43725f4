package observability

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssnssubscriptions"
	"github.com/aws/constructs-go/constructs/v10"

	"alertsim/infra/pointer"
)

// topic sends alarms to an address, which its owner has to confirm once. CloudWatch can publish to an encrypted topic only
// under a key of our own, at 1 USD a month.
func topic(scope constructs.Construct, email string) awssns.Topic {
	key := awskms.NewKey(scope, new("AlarmKey"), &awskms.KeyProps{
		Description:       new("Alert simulation: alarms on their way"),
		EnableKeyRotation: new(true),
		PendingWindow:     awscdk.Duration_Days(new(7.0)),
		RemovalPolicy:     awscdk.RemovalPolicy_DESTROY, // nothing is stored under it
	})
	cloudwatch := awsiam.NewServicePrincipal(new("cloudwatch.amazonaws.com"), nil)
	key.Grant(cloudwatch, *pointer.Strings("kms:Decrypt", "kms:GenerateDataKey*")...)
	topic := awssns.NewTopic(scope, new("Alarms"), &awssns.TopicProps{
		DisplayName: new("Alert simulation"),
		EnforceSSL:  new(true),
		MasterKey:   key,
	})
	topic.GrantPublish(cloudwatch)
	topic.AddSubscription(awssnssubscriptions.NewEmailSubscription(new(email), nil))
	return topic
}
