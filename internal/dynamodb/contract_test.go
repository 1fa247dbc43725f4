package dynamodb_test

import (
	"testing"

	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"alertsim/internal/dynamodb"
	"alertsim/internal/simulation"
	"alertsim/internal/simulationtest"
	"alertsim/internal/study/studytest"
)

func TestContract(t *testing.T) {
	onServers(t, func(t *testing.T, client *sdk.Client) {
		simulationtest.Store(t, func(t *testing.T) simulation.Store {
			return dynamodb.New(client, newTable(t, client))
		})
	})
}

func TestStudyContract(t *testing.T) {
	onServers(t, func(t *testing.T, client *sdk.Client) {
		studytest.Store(t, func(t *testing.T) studytest.Both {
			return dynamodb.New(client, newTable(t, client))
		})
	})
}
