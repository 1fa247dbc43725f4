package report

import "io"

// HTML writes one page.
func (r Report) HTML(w io.Writer) error { _, err := io.WriteString(w, ""); return err }
