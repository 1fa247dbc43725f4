// Package firewall says who may call at all, and how often: a web ACL of AWS WAF, and a key without which nobody gets past it.
package firewall

import (
	"net/netip"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awswafv2"
	"github.com/aws/constructs-go/constructs/v10"

	"alertsim/infra/pointer"
)

// Scope is what a web ACL stands in front of.
type Scope string

// The scopes. Behind CloudFront the API sees the address of an edge server, and what a header says of the viewer's anybody can
// write who calls the API itself. So with a distribution the web ACL is the distribution's.
const (
	CloudFront Scope = "CLOUDFRONT" // in us-east-1 only
	Regional   Scope = "REGIONAL"   // an API's stage
)

// Rules say who may call.
type Rules struct {
	Networks   []netip.Prefix // from which; from everywhere if none
	PerAddress int            // calls of one address in five minutes; 0: as many as it likes
}

// Any reports whether there is a rule.
func (r Rules) Any() bool { return len(r.Networks) > 0 || r.PerAddress > 0 }

// fiveMinutes are the window of PerAddress.
const fiveMinutes = 300

// New creates the web ACL and returns its ARN. Where it cannot be, the deployment is refused in words.
func New(scope constructs.Construct, id string, of Scope, r Rules) *string {
	scope = constructs.NewConstruct(scope, new(id))
	if of == CloudFront {
		awscdk.NewCfnRule(scope, new("Region"), &awscdk.CfnRuleProps{Assertions: &[]*awscdk.CfnRuleAssertion{{
			Assert:            awscdk.Fn_ConditionEquals(awscdk.Aws_REGION(), "us-east-1"),
			AssertDescription: new("allowedNetworks and requestsPerAddress are rules of a web ACL in front of CloudFront, which there is in us-east-1 only: deploy there."),
		}}})
	}
	var rules []any
	if r.PerAddress > 0 {
		rules = append(rules, rule("PerAddress", len(rules), perAddress(r.PerAddress), &awswafv2.CfnWebACL_RuleActionProperty{
			Block: &awswafv2.CfnWebACL_BlockActionProperty{CustomResponse: &awswafv2.CfnWebACL_CustomResponseProperty{
				ResponseCode: new(429.0), CustomResponseBodyKey: new(tooMany),
				ResponseHeaders: &[]any{&awswafv2.CfnWebACL_CustomHTTPHeaderProperty{Name: new("Retry-After"), Value: new("60")}},
			}},
		}))
	}
	byDefault := &awswafv2.CfnWebACL_DefaultActionProperty{Allow: &awswafv2.CfnWebACL_AllowActionProperty{}}
	if len(r.Networks) > 0 {
		rules = append(rules, rule("Allowed", len(rules), from(scope, of, r.Networks), &awswafv2.CfnWebACL_RuleActionProperty{
			Allow: &awswafv2.CfnWebACL_AllowActionProperty{},
		}))
		byDefault = &awswafv2.CfnWebACL_DefaultActionProperty{Block: &awswafv2.CfnWebACL_BlockActionProperty{CustomResponse: &awswafv2.CfnWebACL_CustomResponseProperty{
			ResponseCode: new(403.0), CustomResponseBodyKey: new(elsewhere),
		}}}
	}
	return awswafv2.NewCfnWebACL(scope, new("WebACL"), &awswafv2.CfnWebACLProps{
		Scope:            new(string(of)),
		DefaultAction:    byDefault,
		Rules:            &rules,
		VisibilityConfig: visible("Firewall"),
		CustomResponseBodies: &map[string]*awswafv2.CfnWebACL_CustomResponseBodyProperty{
			tooMany:   body(`{"type":"about:blank","title":"Too Many Requests","status":429,"detail":"Too many requests from your address; wait a minute."}`),
			elsewhere: body(`{"type":"about:blank","title":"Forbidden","status":403,"detail":"Calls from your network are not allowed."}`),
		},
	}).AttrArn()
}

// Protect puts a web ACL of the scope Regional in front of a stage.
func Protect(scope constructs.Construct, id string, webACL, stageARN *string) {
	awswafv2.NewCfnWebACLAssociation(scope, new(id), &awswafv2.CfnWebACLAssociationProps{WebAclArn: webACL, ResourceArn: stageARN})
}

// The answers to who is kept out. WAF knows no problem documents, only JSON.
const (
	tooMany   = "TooMany"
	elsewhere = "Elsewhere"
)

func body(json string) *awswafv2.CfnWebACL_CustomResponseBodyProperty {
	return &awswafv2.CfnWebACL_CustomResponseBodyProperty{ContentType: new("APPLICATION_JSON"), Content: new(json)}
}

func rule(name string, priority int, statement *awswafv2.CfnWebACL_StatementProperty, action *awswafv2.CfnWebACL_RuleActionProperty) *awswafv2.CfnWebACL_RuleProperty {
	return &awswafv2.CfnWebACL_RuleProperty{
		Name: new(name), Priority: pointer.Number(priority), Statement: statement, Action: action, VisibilityConfig: visible(name),
	}
}

func perAddress(limit int) *awswafv2.CfnWebACL_StatementProperty {
	return &awswafv2.CfnWebACL_StatementProperty{RateBasedStatement: &awswafv2.CfnWebACL_RateBasedStatementProperty{
		AggregateKeyType: new("IP"), Limit: pointer.Number(limit), EvaluationWindowSec: pointer.Number(fiveMinutes),
	}}
}

// from matches calls from networks. A set holds addresses of one version only.
func from(scope constructs.Construct, of Scope, networks []netip.Prefix) *awswafv2.CfnWebACL_StatementProperty {
	var statements []any
	for _, version := range []string{"IPV4", "IPV6"} {
		var addresses []string
		for _, network := range networks {
			if network.Addr().Is4() == (version == "IPV4") {
				addresses = append(addresses, network.Masked().String())
			}
		}
		if len(addresses) > 0 {
			set := awswafv2.NewCfnIPSet(scope, new(version), &awswafv2.CfnIPSetProps{
				Scope: new(string(of)), IpAddressVersion: new(version), Addresses: pointer.Strings(addresses...),
			})
			statements = append(statements, &awswafv2.CfnWebACL_StatementProperty{
				IpSetReferenceStatement: &awswafv2.CfnWebACL_IPSetReferenceStatementProperty{Arn: set.AttrArn()},
			})
		}
	}
	if len(statements) == 1 {
		return statements[0].(*awswafv2.CfnWebACL_StatementProperty)
	}
	return &awswafv2.CfnWebACL_StatementProperty{OrStatement: &awswafv2.CfnWebACL_OrStatementProperty{Statements: &statements}}
}

func visible(metric string) *awswafv2.CfnWebACL_VisibilityConfigProperty {
	return &awswafv2.CfnWebACL_VisibilityConfigProperty{CloudWatchMetricsEnabled: new(true), SampledRequestsEnabled: new(true), MetricName: new(metric)}
}
