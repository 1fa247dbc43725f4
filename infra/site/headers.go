package site

import (
	_ "embed"
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfront"
	"github.com/aws/constructs-go/constructs/v10"

	"alertsim/web"
)

//go:embed fallback.js
var fallback string

func pageHeaders(scope constructs.Construct, p Props) awscloudfront.ResponseHeadersPolicy {
	policy := web.ContentSecurityPolicy()
	if p.SignInPages != "" {
		policy = strings.Replace(policy, "connect-src 'self'", "connect-src 'self' "+p.SignInPages, 1)
	}
	return headers(scope, p, "PageHeaders", policy, &awscloudfront.ResponseCustomHeadersBehavior{
		CustomHeaders: &[]*awscloudfront.ResponseCustomHeader{
			{Header: new("Cross-Origin-Opener-Policy"), Value: new("same-origin"), Override: new(true)},
			{Header: new("Cross-Origin-Resource-Policy"), Value: new("same-origin"), Override: new(true)},
			{Header: new("Permissions-Policy"), Value: new("camera=(), geolocation=(), microphone=(), payment=()"), Override: new(true)},
		},
	})
}

// apiHeaders are for documents that no page is made of.
func apiHeaders(scope constructs.Construct, p Props) awscloudfront.ResponseHeadersPolicy {
	return headers(scope, p, "APIHeaders", "default-src 'none'; frame-ancestors 'none'", nil)
}

func headers(scope constructs.Construct, p Props, id, csp string, custom *awscloudfront.ResponseCustomHeadersBehavior) awscloudfront.ResponseHeadersPolicy {
	return awscloudfront.NewResponseHeadersPolicy(scope, new(id), &awscloudfront.ResponseHeadersPolicyProps{
		CustomHeadersBehavior: custom,
		SecurityHeadersBehavior: &awscloudfront.ResponseSecurityHeadersBehavior{
			ContentSecurityPolicy: &awscloudfront.ResponseHeadersContentSecurityPolicy{ContentSecurityPolicy: new(csp), Override: new(true)},
			ContentTypeOptions:    &awscloudfront.ResponseHeadersContentTypeOptions{Override: new(true)},
			FrameOptions:          &awscloudfront.ResponseHeadersFrameOptions{FrameOption: awscloudfront.HeadersFrameOption_DENY, Override: new(true)},
			ReferrerPolicy:        &awscloudfront.ResponseHeadersReferrerPolicy{ReferrerPolicy: awscloudfront.HeadersReferrerPolicy_NO_REFERRER, Override: new(true)},
			StrictTransportSecurity: &awscloudfront.ResponseHeadersStrictTransportSecurity{
				AccessControlMaxAge: awscdk.Duration_Days(new(365.0)), Override: new(true),
				// Below a name of the user's there may be others, which are not ours to speak for.
				IncludeSubdomains: new(p.Domain == ""),
			},
		},
	})
}
