package main

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestNobodySignsInByDefault(t *testing.T) {
	s := synth(t, NewStack(app(t), settings(t, nil)))
	s.count("AWS::Cognito::UserPool", 0)
	s.count("AWS::ApiGateway::Authorizer", 0)
	s.count("AWS::ApiGateway::Method", 3)
}

// Where people sign in, only somebody in charge makes accounts, every call but the health check carries an identity, and
// CloudFront keeps no answer for those who have none.
func TestSignIn(t *testing.T) {
	s := synth(t, NewStack(app(t), settings(t, map[string]string{"signIn": "true"})))
	s.has("AWS::Cognito::UserPool", map[string]any{
		"AdminCreateUserConfig": map[string]any{"AllowAdminCreateUserOnly": true},
		"Policies":              map[string]any{"PasswordPolicy": like(map[string]any{"MinimumLength": 12})},
	})
	s.has("AWS::ApiGateway::Authorizer", map[string]any{"Type": "COGNITO_USER_POOLS", "IdentitySource": "method.request.header.X-Identity"})
	closed(t, s, func(method map[string]any) bool { return method["AuthorizationType"] == "COGNITO_USER_POOLS" })
	site := map[string]any{"Fn::Join": []any{"", []any{"https://", map[string]any{"Fn::GetAtt": including(matching("SiteDistribution"), "DomainName")}, "/"}}}
	s.has("AWS::Cognito::UserPoolClient", map[string]any{
		"AllowedOAuthFlows": []any{"code"}, "AllowedOAuthScopes": []any{"openid"}, "GenerateSecret": false,
		"CallbackURLs": []any{site}, "LogoutURLs": []any{site},
	})
	distribution := text(s.all("AWS::CloudFront::Distribution"))
	if strings.Contains(distribution, "/api/snapshots/") {
		t.Errorf("snapshots are kept for whoever asks: %s", distribution)
	}
	s.has("AWS::CloudFront::ResponseHeadersPolicy", map[string]any{"ResponseHeadersPolicyConfig": like(map[string]any{
		"SecurityHeadersConfig": like(map[string]any{"ContentSecurityPolicy": like(map[string]any{
			"ContentSecurityPolicy": map[string]any{"Fn::Join": []any{"", including(matching("connect-src 'self' https://$"))}},
		})}),
	})})
}

// Who is refused is told where to sign in, as the browser interface reads it.
func TestRefusedAreToldWhereToSignIn(t *testing.T) {
	s := synth(t, NewStack(app(t), settings(t, map[string]string{"signIn": "true", "domain": "alerts.example.org", "certificate": certificate})))
	var refused map[string]any
	for name, response := range s.all("AWS::ApiGateway::GatewayResponse") {
		if strings.Contains(name, "Unauthorized") {
			refused = response
		}
	}
	if refused["ResponseType"] != "UNAUTHORIZED" || refused["StatusCode"] != "401" {
		t.Fatalf("%v", refused)
	}
	document := joined(refused["ResponseTemplates"].(map[string]any)["application/json"])
	var problem struct {
		Status int
		SignIn struct{ Issuer, ClientID, Pages string }
	}
	if err := json.Unmarshal([]byte(document), &problem); err != nil {
		t.Fatalf("%v in %s", err, document)
	}
	if problem.Status != 401 || problem.SignIn.Issuer == "" || problem.SignIn.ClientID == "" || !strings.HasPrefix(problem.SignIn.Pages, "https://") {
		t.Errorf("%+v", problem)
	}
	s.has("AWS::Cognito::UserPoolClient", map[string]any{"CallbackURLs": []any{"https://alerts.example.org/"}})
}

// joined is a text of a template with a word for each value that only a deployment knows.
func joined(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case map[string]any:
		if parts, ok := v["Fn::Join"].([]any); ok {
			var all strings.Builder
			for _, part := range parts[1].([]any) {
				all.WriteString(joined(part))
			}
			return all.String()
		}
	}
	return "known-later"
}

// Without CloudFront the pages are served on somebody's machine, and that is where people come back to.
func TestSignInWithoutCloudFront(t *testing.T) {
	s := synth(t, NewStack(app(t), settings(t, map[string]string{"signIn": "true", "cloudFront": "false"})))
	s.has("AWS::Cognito::UserPoolClient", map[string]any{"CallbackURLs": []any{"http://localhost:5173/"}})
}

func TestSignInNeedsAWS(t *testing.T) {
	for _, switches := range []map[string]string{{"target": "local", "signIn": "true"}, {"target": "local", "requestsPerAddress": "2000"}} {
		if _, err := NewSettings(func(name string) string { return switches[name] }); err == nil || !strings.Contains(err.Error(), "target aws") {
			t.Errorf("%v: %v", switches, err)
		}
	}
	if _, err := NewSettings(func(name string) string { return map[string]string{"signIn": "maybe"}[name] }); err == nil || !strings.Contains(err.Error(), "signIn: must be true or false") {
		t.Errorf("%v", err)
	}
}
