package main

import (
	"strings"
	"testing"
)

func TestFirewallIsOffByDefault(t *testing.T) {
	s := synth(t, NewStack(app(t), settings(t, nil)))
	for _, kind := range []string{"AWS::WAFv2::WebACL", "AWS::WAFv2::IPSet", "AWS::ApiGateway::ApiKey", "AWS::ApiGateway::UsagePlan"} {
		s.count(kind, 0)
	}
	if whole := text(s.ToJSON()); strings.Contains(whole, "WebACLId") || strings.Contains(whole, "OriginCustomHeaders") || strings.Contains(whole, `"ApiKeyRequired":true`) {
		t.Error("parts of a firewall without a rule")
	}
}

// With rules a web ACL stands in front of CloudFront, and the API takes no call that did not come through it.
func TestFirewall(t *testing.T) {
	s := synth(t, NewStack(app(t), settings(t, map[string]string{
		"allowedNetworks": "203.0.113.7/24, 2001:db8::/32,198.51.100.0/25", "requestsPerAddress": "2000",
	})))
	s.has("AWS::WAFv2::IPSet", map[string]any{"Scope": "CLOUDFRONT", "IPAddressVersion": "IPV4", "Addresses": []any{"203.0.113.0/24", "198.51.100.0/25"}})
	s.has("AWS::WAFv2::IPSet", map[string]any{"Scope": "CLOUDFRONT", "IPAddressVersion": "IPV6", "Addresses": []any{"2001:db8::/32"}})
	set := func(version string) any {
		return map[string]any{"IPSetReferenceStatement": map[string]any{"Arn": map[string]any{"Fn::GetAtt": including(matching(version), "Arn")}}}
	}
	s.has("AWS::WAFv2::WebACL", map[string]any{
		"Scope":         "CLOUDFRONT",
		"DefaultAction": map[string]any{"Block": like(map[string]any{"CustomResponse": like(map[string]any{"ResponseCode": 403})})},
		"Rules": []any{
			like(map[string]any{
				"Name": "PerAddress", "Priority": 0, "Action": map[string]any{"Block": like(map[string]any{"CustomResponse": like(map[string]any{"ResponseCode": 429})})},
				"Statement": map[string]any{"RateBasedStatement": map[string]any{"AggregateKeyType": "IP", "Limit": 2000, "EvaluationWindowSec": 300}},
			}),
			like(map[string]any{
				"Name": "Allowed", "Priority": 1, "Action": map[string]any{"Allow": map[string]any{}},
				"Statement": map[string]any{"OrStatement": map[string]any{"Statements": []any{set("IPV4"), set("IPV6")}}},
			}),
		},
	})
	s.has("AWS::CloudFront::Distribution", map[string]any{"DistributionConfig": like(map[string]any{
		"WebACLId": map[string]any{"Fn::GetAtt": including(matching("FirewallWebACL"), "Arn")},
		"Origins": including(like(map[string]any{"CustomOriginConfig": like(map[string]any{}), "OriginCustomHeaders": []any{
			map[string]any{"HeaderName": "x-api-key", "HeaderValue": resolved()}}})),
	})})
	s.has("AWS::ApiGateway::ApiKey", map[string]any{"Enabled": true, "Value": resolved()})
	s.has("AWS::ApiGateway::UsagePlan", map[string]any{"ApiStages": []any{like(map[string]any{"Stage": like(map[string]any{"Ref": matching("APIREST")})})}})
	s.count("AWS::ApiGateway::UsagePlanKey", 1)
	closed(t, s, func(method map[string]any) bool { return method["ApiKeyRequired"] == true })
	rules := text((*s.ToJSON())["Rules"])
	if !strings.Contains(rules, `"Assert":{"Fn::Equals":[{"Ref":"AWS::Region"},"us-east-1"]}`) {
		t.Errorf("other regions are not refused: %s", rules)
	}
}

// closed holds that of all methods only one lets strangers pass: who deploys asks it whether something runs. It is slow.
func closed(t *testing.T, s template, shut func(method map[string]any) bool) {
	t.Helper()
	s.count("AWS::ApiGateway::Method", 4)
	for name, method := range s.all("AWS::ApiGateway::Method") {
		health := strings.Contains(name, "health") && method["HttpMethod"] == "GET"
		if shut(method) == health {
			t.Errorf("%s: lets strangers pass: %v", name, health)
		}
	}
	s.has("AWS::ApiGateway::Stage", map[string]any{"MethodSettings": including(
		map[string]any{"HttpMethod": "GET", "ResourcePath": "/~1api~1health", "ThrottlingBurstLimit": 1, "ThrottlingRateLimit": 1, "DataTraceEnabled": false},
	)})
}

// resolved matches a dynamic reference to a secret, whatever its name: the value stands in no template.
func resolved() any {
	return like(map[string]any{"Fn::Join": []any{"", including("{{resolve:secretsmanager:", ":SecretString:::}}")}})
}

// A limit alone lets everybody in; a list alone knows no limit.
func TestFirewallWithOneRule(t *testing.T) {
	s := synth(t, NewStack(app(t), settings(t, map[string]string{"requestsPerAddress": "2000"})))
	s.count("AWS::WAFv2::IPSet", 0)
	s.has("AWS::WAFv2::WebACL", map[string]any{"DefaultAction": map[string]any{"Allow": map[string]any{}}, "Rules": []any{like(map[string]any{"Name": "PerAddress"})}})
	s = synth(t, NewStack(app(t), settings(t, map[string]string{"allowedNetworks": "2001:db8::/32"})))
	s.count("AWS::WAFv2::IPSet", 1)
	s.has("AWS::WAFv2::WebACL", map[string]any{"Rules": []any{like(map[string]any{"Name": "Allowed", "Statement": map[string]any{"IPSetReferenceStatement": like(map[string]any{})}})}})
}

func TestFirewallNeedsAWS(t *testing.T) {
	_, err := NewSettings(func(name string) string {
		return map[string]string{"target": "local", "requestsPerAddress": "2000"}[name]
	})
	if err == nil || !strings.Contains(err.Error(), "target aws") {
		t.Errorf("%v", err)
	}
}

// Without CloudFront the same rules stand in front of the API's stage, in any region, and nobody goes round them.
func TestRegionalFirewall(t *testing.T) {
	s := synth(t, NewStack(app(t), settings(t, map[string]string{"requestsPerAddress": "2000", "cloudFront": "false"})))
	s.has("AWS::WAFv2::WebACL", map[string]any{"Scope": "REGIONAL"})
	s.has("AWS::WAFv2::WebACLAssociation", map[string]any{
		"WebACLArn":   map[string]any{"Fn::GetAtt": including(matching("Firewall"), "Arn")},
		"ResourceArn": map[string]any{"Fn::Join": including(including(map[string]any{"Ref": matching("APIRESTDeploymentStage")}))},
	})
	s.count("AWS::ApiGateway::ApiKey", 0)
	if rules := text((*s.ToJSON())["Rules"]); strings.Contains(rules, "us-east-1") {
		t.Errorf("a region is refused: %s", rules)
	}
}
