// Package pointer is where values of Go become what the CDK's functions take. Single values need no helper: new("text") and
// new(true) are pointers.
package pointer

// Number returns a whole number as the CDK takes it.
func Number(n int) *float64 { return new(float64(n)) }

// Strings returns the texts as the CDK takes them.
func Strings(texts ...string) *[]*string {
	list := make([]*string, len(texts))
	for i, text := range texts {
		list[i] = new(text)
	}
	return &list
}

// Map returns the texts by key as the CDK takes them.
func Map(texts map[string]string) *map[string]*string {
	m := make(map[string]*string, len(texts))
	for key, text := range texts {
		m[key] = new(text)
	}
	return &m
}
