// Package web holds the built browser interface.
package web

import (
	"embed"
	"io/fs"
)

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
