// Command infra describes the deployment to the CDK: `cdk deploy` runs it.
package main

import (
	"fmt"
	"os"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

func main() {
	defer jsii.Close()
	app := awscdk.NewApp(nil)
	settings, err := NewSettings(func(name string) string {
		if value := app.Node().TryGetContext(new(name)); value != nil {
			return fmt.Sprint(value)
		}
		return ""
	})
	if err == nil {
		err = settings.Built()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		jsii.Close()
		os.Exit(1)
	}
	NewStack(app, settings)
	// Emulators ask for no role.
	if !settings.Stage.Local {
		NewAccountStack(app, settings)
	}
	app.Synth(nil)
}
