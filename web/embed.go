// Package web holds the built browser interface.
package web

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed content-security-policy.txt
var contentSecurity string

// ContentSecurityPolicy is the header that pages of the interface are answered with, wherever they come from: a page
// loads what is its own and nothing else, and is framed by nobody. Styles need no exception: the components set them
// through the style object of an element, which a policy does not concern. Icons are data inside style sheets.
func ContentSecurityPolicy() string {
	return strings.ReplaceAll(strings.TrimSpace(contentSecurity), "\n", "; ")
}

// dist holds at least the .gitkeep that is kept there so that the module builds
// before the interface has been built.
//
//go:embed all:dist
var dist embed.FS

// Dist returns the built interface. It has no index.html if `npm run build` has
// not run before the Go build.
func Dist() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		panic("web: dist is not embedded: " + err.Error()) // a defect in the directive above
	}
	return sub
}
