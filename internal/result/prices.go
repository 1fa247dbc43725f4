package result

// Prices are list prices in US dollars without free tiers.
type Prices struct {
	Region string
	AsOf   string // year and month
	Source string

	LambdaGBSecond float64 // arm64; a GB is 1,024 MB
	LambdaRequest  float64
	SQSRequest     float64
	DynamoDBWrite  float64 // one write unit, on demand
	DynamoDBRead   float64 // one read unit, on demand
	APIRequest     float64 // REST API
	Trace          float64 // that X-Ray records
	LogByte        float64 // that CloudWatch takes in
	MetricHour     float64 // one custom metric, in an hour in which it has data
}

// ListPrices is what the cost is reckoned with. docs/aws.md marks the ones that were not
// checked anew.
var ListPrices = Prices{
	Region: "us-east-1", AsOf: "2026-11",
	Source:         "aws.amazon.com: Lambda, SQS, DynamoDB, API Gateway, X-Ray and CloudWatch pricing",
	LambdaGBSecond: 0.0000133334, LambdaRequest: 0.20e-6,
	SQSRequest:    0.40e-6,
	DynamoDBWrite: 0.625e-6, DynamoDBRead: 0.125e-6,
	APIRequest: 3.50e-6,
	Trace:      5.00e-6,
	LogByte:    0.50 / (1 << 30),
	MetricHour: 0.30 / 730,
}
