package dynamodb

import "regexp"

var placeholder = regexp.MustCompile(`[#:]\w+`)

// bind fills in the placeholders of expressions: #name is the attribute of that
// name (many, as state and token, are reserved words), :name the value of that
// name. DynamoDB refuses what is defined and not used, so nothing else is.
func bind(named values, expressions ...string) (names map[string]string, bound item) {
	used := values{}
	for _, e := range expressions {
		for _, p := range placeholder.FindAllString(e, -1) {
			if p[0] == '#' {
				if names == nil {
					names = map[string]string{}
				}
				names[p] = p[1:]
				continue
			}
			used[p] = named[p[1:]]
		}
	}
	if len(used) > 0 {
		bound = encoded(used)
	}
	return names, bound
}
