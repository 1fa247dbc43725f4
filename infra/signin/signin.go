// Package signin asks people who they are before they may use the API: a user pool of Cognito whose accounts somebody in
// charge makes, sign-in pages, and what lets API Gateway check an identity.
package signin

import (
	"fmt"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigateway"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscognito"
	"github.com/aws/constructs-go/constructs/v10"

	"alertsim/infra/pointer"
	"alertsim/infra/stage"
)

// Header is where a call carries its identity. Authorization is the session's.
const Header = "X-Identity"

// SignIn is the accounts and the pages on which they sign in.
type SignIn struct {
	scope constructs.Construct
	pool  awscognito.UserPool
	// Pages is the address of the sign-in pages, to which the browser interface has to connect.
	Pages string
}

// New creates the accounts and the pages.
func New(scope constructs.Construct, id string, at stage.Stage) SignIn {
	scope = constructs.NewConstruct(scope, new(id))
	pool := awscognito.NewUserPool(scope, new("People"), &awscognito.UserPoolProps{
		SelfSignUpEnabled: new(false),
		SignInAliases:     &awscognito.SignInAliases{Email: new(true)},
		AutoVerify:        &awscognito.AutoVerifiedAttrs{Email: new(true)},
		AccountRecovery:   awscognito.AccountRecovery_EMAIL_ONLY,
		Mfa:               awscognito.Mfa_OPTIONAL,
		MfaSecondFactor:   &awscognito.MfaSecondFactor{Otp: new(true), Sms: new(false)},
		PasswordPolicy: &awscognito.PasswordPolicy{
			MinLength: pointer.Number(12), RequireDigits: new(true), RequireLowercase: new(true),
			RequireUppercase: new(true), RequireSymbols: new(true),
		},
		RemovalPolicy: at.Removal(),
	})
	// The name has to be nobody else's in the region: the account's number makes it so.
	domain := pool.AddDomain(new("Pages"), &awscognito.UserPoolDomainOptions{
		CognitoDomain: &awscognito.CognitoDomainOptions{
			DomainPrefix: new("alert-simulation-" + at.Name + "-" + *awscdk.Aws_ACCOUNT_ID()),
		},
	})
	return SignIn{scope: scope, pool: pool, Pages: *domain.BaseUrl(nil)}
}

// Pool is the id of the accounts, for who makes them.
func (s SignIn) Pool() string { return *s.pool.UserPoolId() }

// Authorizer lets those calls pass that carry an identity of the accounts. It is looked at again after five minutes, so
// an account that was disabled is out by then at the latest; its identity lasts an hour by itself.
func (s SignIn) Authorizer() awsapigateway.Authorizer {
	return awsapigateway.NewCognitoUserPoolsAuthorizer(s.scope, new("Authorizer"), &awsapigateway.CognitoUserPoolsAuthorizerProps{
		CognitoUserPools: &[]awscognito.IUserPool{s.pool},
		IdentitySource:   awsapigateway.IdentitySource_Header(new(Header)),
		ResultsCacheTtl:  awscdk.Duration_Minutes(new(5.0)),
	})
}

// Client lets the browser interface at an address (with its last slash) send people to the pages and have them back.
func (s SignIn) Client(address string) Client {
	client := s.pool.AddClient(new("Browser"), &awscognito.UserPoolClientOptions{
		GenerateSecret:             new(false), // a page can keep none; PKCE takes its place
		PreventUserExistenceErrors: new(true),
		AuthFlows:                  &awscognito.AuthFlow{},
		OAuth: &awscognito.OAuthSettings{
			Flows:        &awscognito.OAuthFlows{AuthorizationCodeGrant: new(true)},
			Scopes:       &[]awscognito.OAuthScope{awscognito.OAuthScope_OPENID()},
			CallbackUrls: pointer.Strings(address),
			LogoutUrls:   pointer.Strings(address),
		},
		IdTokenValidity:      awscdk.Duration_Hours(new(1.0)),
		AccessTokenValidity:  awscdk.Duration_Hours(new(1.0)),
		RefreshTokenValidity: awscdk.Duration_Days(new(1.0)),
	})
	return Client{issuer: *s.pool.UserPoolProviderUrl(), id: *client.UserPoolClientId(), pages: s.Pages}
}

// Client is what the browser interface has to know to sign somebody in.
type Client struct{ issuer, id, pages string }

// Document is the problem document (RFC 9457) of a call without an identity: with it the browser interface, which knows of
// no accounts by itself, can send people to the pages.
func (c Client) Document() string {
	return fmt.Sprintf(`{"type":"about:blank","title":"Unauthorized","status":401,"detail":"Sign in first.",`+
		`"signIn":{"issuer":%q,"clientId":%q,"pages":%q},"requestId":"$context.requestId"}`, c.issuer, c.id, c.pages)
}
