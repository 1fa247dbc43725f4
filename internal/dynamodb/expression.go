package dynamodb

import "regexp"

var placeholder = regexp.MustCompile(`[#:]\w+`)

// bind fills in the placeholders of expressions: #name is the attribute of that
// name (many, as state and token, are reserved words), :name the value of that
// name. DynamoDB refuses what is defined and not used, so nothing else is.
func bind(values item, expressions ...string) (names map[string]string, bound item) {
	for _, e := range expressions {
		for _, p := range placeholder.FindAllString(e, -1) {
			if p[0] == '#' {
				if names == nil {
					names = map[string]string{}
				}
				names[p] = p[1:]
				continue
			}
			if bound == nil {
				bound = item{}
			}
			bound[p] = values[p[1:]]
		}
	}
	return names, bound
}
