package site

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfront"
	"github.com/aws/constructs-go/constructs/v10"
)

// snapshotsPath is what the API answers the same to everybody, and lets caches keep.
const snapshotsPath = "/api/snapshots/*"

// snapshots lets CloudFront keep what the API says may be kept. Nothing of the viewer reaches the origin and nothing but
// the path tells two calls apart: no header with a token, no cookie, no query. So however many look at a simulation, each
// of CloudFront's caches asks for it once a second, also while many ask at the same moment: it collapses their requests.
func snapshots(scope constructs.Construct, origin awscloudfront.IOrigin, headers awscloudfront.IResponseHeadersPolicy) *awscloudfront.BehaviorOptions {
	return &awscloudfront.BehaviorOptions{
		Origin:         origin,
		AllowedMethods: awscloudfront.AllowedMethods_ALLOW_GET_HEAD(),
		CachePolicy: awscloudfront.NewCachePolicy(scope, new("SnapshotCache"), &awscloudfront.CachePolicyProps{
			Comment:             new("Snapshots of simulations: as long as the API says"),
			MinTtl:              awscdk.Duration_Seconds(new(0.0)),
			DefaultTtl:          awscdk.Duration_Seconds(new(1.0)),
			MaxTtl:              awscdk.Duration_Minutes(new(1.0)), // of an ended one
			CookieBehavior:      awscloudfront.CacheCookieBehavior_None(),
			HeaderBehavior:      awscloudfront.CacheHeaderBehavior_None(),
			QueryStringBehavior: awscloudfront.CacheQueryStringBehavior_None(),
			// API Gateway compresses with gzip. Brotli beside it would be a second copy, asked for as often.
			EnableAcceptEncodingGzip:   new(true),
			EnableAcceptEncodingBrotli: new(false),
		}),
		Compress:              new(true),
		ViewerProtocolPolicy:  awscloudfront.ViewerProtocolPolicy_HTTPS_ONLY, // the id in the path is the right to look
		ResponseHeadersPolicy: headers,
	}
}
