// Package site is what a browser loads: the built pages behind CloudFront, and the API under the same name.
package site

import (
	"path/filepath"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigateway"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscertificatemanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfront"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfrontorigins"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3assets"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3deployment"
	"github.com/aws/constructs-go/constructs/v10"

	"alertsim/infra/pointer"
	"alertsim/infra/stage"
)

// Props is what the site needs of the rest.
type Props struct {
	Stage  stage.Stage
	API    awsapigateway.RestApi
	Folder string  // of the built pages
	WebACL *string // ARN of the web ACL in front of all; nil: none
	// OriginHeaders are sent to the API with every call, whatever the viewer has sent under their names.
	OriginHeaders map[string]string
	// SignInPages is the address of the pages on which people sign in; empty: nobody has to.
	SignInPages string
	// Domain is a name of the user's, and Certificate the ARN of one for it in us-east-1; both empty for CloudFront's name.
	Domain, Certificate string
}

// Site is the distribution and the bucket behind it.
type Site struct {
	Distribution awscloudfront.Distribution
	Bucket       awss3.Bucket
}

// New creates the bucket, the distribution in front of it and of the API, and puts the pages in place.
func New(scope constructs.Construct, id string, p Props) Site {
	scope = constructs.NewConstruct(scope, new(id))
	bucket := awss3.NewBucket(scope, new("Pages"), &awss3.BucketProps{
		BlockPublicAccess: awss3.BlockPublicAccess_BLOCK_ALL(),
		Encryption:        awss3.BucketEncryption_S3_MANAGED,
		EnforceSSL:        new(true),
		MinimumTLSVersion: new(1.2),
		ObjectOwnership:   awss3.ObjectOwnership_BUCKET_OWNER_ENFORCED,
		RemovalPolicy:     p.Stage.Removal(),
		AutoDeleteObjects: new(!p.Stage.KeepsData()),
	})
	origin, apiHeaders := apiOrigin(p), apiHeaders(scope, p)
	pages := pages(scope, p, bucket)
	props := &awscloudfront.DistributionProps{
		Comment:           new("Alert simulation, " + p.Stage.Name),
		DefaultRootObject: new("index.html"),
		HttpVersion:       awscloudfront.HttpVersion_HTTP2_AND_3,
		WebAclId:          p.WebACL,
		PriceClass:        awscloudfront.PriceClass_PRICE_CLASS_100,
		DefaultBehavior:   pages,
		// No custom error responses: they would rewrite the API's own 403 and 404 too.
	}
	if p.SignInPages == "" { // else the API is asked each time, who it is for
		props.AdditionalBehaviors = &map[string]*awscloudfront.BehaviorOptions{snapshotsPath: snapshots(scope, origin, apiHeaders)}
	}
	p.name(scope, props)
	distribution := awscloudfront.NewDistribution(scope, new("Distribution"), props)
	// The first pattern that fits counts, and a map has no order.
	distribution.AddBehavior(new(referencePath), pages.Origin, reference(pages))
	distribution.AddBehavior(new("/api/*"), origin, api(apiHeaders))
	deploy(scope, p, bucket, distribution)
	if !p.Stage.KeepsData() {
		ownEmptyingLogs(scope, p.Stage, bucket)
	}
	return Site{Distribution: distribution, Bucket: bucket}
}

// name makes the distribution answer to the user's own name, if there is one.
func (p Props) name(scope constructs.Construct, props *awscloudfront.DistributionProps) {
	if p.Domain == "" {
		return
	}
	props.DomainNames = pointer.Strings(p.Domain)
	props.Certificate = awscertificatemanager.Certificate_FromCertificateArn(scope, new("Certificate"), new(p.Certificate))
	props.MinimumProtocolVersion = awscloudfront.SecurityPolicyProtocol_TLS_V1_2_2021
}

func pages(scope constructs.Construct, p Props, bucket awss3.Bucket) *awscloudfront.BehaviorOptions {
	return &awscloudfront.BehaviorOptions{
		Origin:                awscloudfrontorigins.S3BucketOrigin_WithOriginAccessControl(bucket, nil),
		AllowedMethods:        awscloudfront.AllowedMethods_ALLOW_GET_HEAD(),
		CachePolicy:           awscloudfront.CachePolicy_CACHING_OPTIMIZED(),
		Compress:              new(true),
		ViewerProtocolPolicy:  awscloudfront.ViewerProtocolPolicy_REDIRECT_TO_HTTPS,
		ResponseHeadersPolicy: pageHeaders(scope, p),
		FunctionAssociations: &[]*awscloudfront.FunctionAssociation{{
			EventType: awscloudfront.FunctionEventType_VIEWER_REQUEST,
			Function: awscloudfront.NewFunction(scope, new("Fallback"), &awscloudfront.FunctionProps{
				Comment: new("Every address without a file is the application's"),
				Code:    awscloudfront.FunctionCode_FromInline(new(fallback)),
				Runtime: awscloudfront.FunctionRuntime_JS_2_0(),
			}),
		}},
	}
}

// referencePath is the page that describes the API, which is one of the pages: whoever may not call the API may read it.
const referencePath = "/api/docs*"

func reference(pages *awscloudfront.BehaviorOptions) *awscloudfront.AddBehaviorOptions {
	return &awscloudfront.AddBehaviorOptions{
		AllowedMethods:        pages.AllowedMethods,
		CachePolicy:           pages.CachePolicy,
		Compress:              pages.Compress,
		ViewerProtocolPolicy:  pages.ViewerProtocolPolicy,
		ResponseHeadersPolicy: pages.ResponseHeadersPolicy,
		FunctionAssociations:  pages.FunctionAssociations,
	}
}

// apiOrigin is the API: the origin's path is the stage, so /api/limits is asked for as /dev/api/limits.
func apiOrigin(p Props) awscloudfront.IOrigin {
	// By names, not by the API's own URL, which its deployment is part of: what the API answers to who has not signed in
	// tells an address that is known only when the distribution is.
	host := *p.API.RestApiId() + ".execute-api." + *awscdk.Aws_REGION() + "." + *awscdk.Aws_URL_SUFFIX()
	return awscloudfrontorigins.NewHttpOrigin(&host, &awscloudfrontorigins.HttpOriginProps{
		OriginPath:         new("/" + p.Stage.Name),
		OriginSslProtocols: &[]awscloudfront.OriginSslPolicy{awscloudfront.OriginSslPolicy_TLS_V1_2},
		ReadTimeout:        awscdk.Duration_Seconds(new(30.0)), // the API itself gives up after 29 s
		CustomHeaders:      pointer.Map(p.OriginHeaders),
	})
}

// api passes everything on. The origin needs its own Host header, every other one is the viewer's.
func api(headers awscloudfront.IResponseHeadersPolicy) *awscloudfront.AddBehaviorOptions {
	return &awscloudfront.AddBehaviorOptions{
		AllowedMethods:        awscloudfront.AllowedMethods_ALLOW_ALL(),
		CachePolicy:           awscloudfront.CachePolicy_CACHING_DISABLED(),
		OriginRequestPolicy:   awscloudfront.OriginRequestPolicy_ALL_VIEWER_EXCEPT_HOST_HEADER(),
		ViewerProtocolPolicy:  awscloudfront.ViewerProtocolPolicy_HTTPS_ONLY, // a token must not travel in the clear even once
		ResponseHeadersPolicy: headers,
	}
}

// deploy puts the pages in place, files with a hash in their name first: they are kept for ever by browsers, and older
// ones stay for pages that are open. What names them is asked for each time.
func deploy(scope constructs.Construct, p Props, bucket awss3.Bucket, distribution awscloudfront.Distribution) {
	logs := awslogs.NewLogGroup(scope, new("DeployLogs"), &awslogs.LogGroupProps{
		Retention:     p.Stage.LogRetention(),
		RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
	})
	// A role of our own, because the one the CDK makes may create log groups and write to all of them.
	role := awsiam.NewRole(scope, new("Copier"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewServicePrincipal(new("lambda.amazonaws.com"), nil),
	})
	logs.GrantWrite(role)
	source := awss3deployment.Source_Asset(new(filepath.Clean(p.Folder)), &awss3assets.AssetOptions{
		Exclude: pointer.Strings("*.br", "*.gz"), // CloudFront compresses itself
	})
	hashed := awss3deployment.NewBucketDeployment(scope, new("Hashed"), &awss3deployment.BucketDeploymentProps{
		DestinationBucket: bucket,
		Sources:           &[]awss3deployment.ISource{source},
		Exclude:           pointer.Strings("*"),
		Include:           pointer.Strings("assets/*"),
		CacheControl:      &[]awss3deployment.CacheControl{awss3deployment.CacheControl_FromString(new("public, max-age=31536000, immutable"))},
		Prune:             new(false),
		LogGroup:          logs,
		Role:              role,
	})
	named := awss3deployment.NewBucketDeployment(scope, new("Named"), &awss3deployment.BucketDeploymentProps{
		DestinationBucket: bucket,
		Sources:           &[]awss3deployment.ISource{source},
		Exclude:           pointer.Strings("assets/*"),
		CacheControl:      &[]awss3deployment.CacheControl{awss3deployment.CacheControl_NoCache()},
		Distribution:      distribution,
		DistributionPaths: pointer.Strings("/*"),
		LogGroup:          logs,
		Role:              role,
	})
	named.Node().AddDependency(hashed)
}

// ownEmptyingLogs makes the log group of the function that empties the bucket part of the stack. Lambda would create one
// that outlives it.
func ownEmptyingLogs(scope constructs.Construct, at stage.Stage, bucket awss3.Bucket) {
	provider := awscdk.Stack_Of(scope).Node().FindChild(new("Custom::S3AutoDeleteObjectsCustomResourceProvider"))
	handler := provider.Node().FindChild(new("Handler")).(awscdk.CfnResource)
	logs := awslogs.NewLogGroup(scope, new("EmptyingLogs"), &awslogs.LogGroupProps{
		LogGroupName:  new("/aws/lambda/" + *handler.Ref()),
		Retention:     at.LogRetention(),
		RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
	})
	// First the log group, then what calls the function; the other way round when all is removed.
	bucket.Node().FindChild(new("AutoDeleteObjectsCustomResource")).Node().AddDependency(logs)
}
