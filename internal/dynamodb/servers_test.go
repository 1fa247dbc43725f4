package dynamodb_test

import (
	"context"
	"crypto/rand"
	"os"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"alertsim/internal/dynamodb"
)

// servers are the doubles of DynamoDB these tests know, by the variable that
// holds the address.
var servers = map[string]string{
	"LocalAWS":      "AWS_ENDPOINT_URL",            // MiniStack, LocalStack
	"DynamoDBLocal": "ALERTSIM_DYNAMODB_LOCAL_URL", // Amazon's own
}

// onServers runs a test once on every double that is there.
func onServers(t *testing.T, test func(t *testing.T, client *sdk.Client)) {
	ran := false
	for name, variable := range servers {
		if url := os.Getenv(variable); url != "" {
			ran = true
			t.Run(name, func(t *testing.T) { test(t, clientOf(url)) })
		}
	}
	const message = "needs a DynamoDB: set AWS_ENDPOINT_URL or ALERTSIM_DYNAMODB_LOCAL_URL"
	switch {
	case ran:
	case os.Getenv("ALERTSIM_REQUIRE_AWS") == "1":
		t.Fatal(message)
	default:
		t.Skip(message)
	}
}

func clientOf(url string) *sdk.Client {
	return sdk.New(sdk.Options{
		BaseEndpoint: aws.String(url),
		Region:       "us-east-1",
		Credentials:  credentials.NewStaticCredentialsProvider("test", "test", ""),
	})
}

// newTable makes a table for one test and returns its name.
func newTable(t *testing.T, client *sdk.Client) string {
	t.Helper()
	name := "alertsim-" + rand.Text()
	if err := dynamodb.CreateTable(t.Context(), client, name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := client.DeleteTable(context.Background(), &sdk.DeleteTableInput{TableName: &name}); err != nil {
			t.Log(err)
		}
	})
	return name
}
