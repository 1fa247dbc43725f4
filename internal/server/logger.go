package server

import (
	"log/slog"
	"os"

	"github.com/mattn/go-isatty"
)

// newLogger writes lines for people on a terminal and JSON anywhere else.
func newLogger(f *os.File) *slog.Logger {
	if !isTerminal(f) {
		return slog.New(slog.NewJSONHandler(f, nil))
	}
	return slog.New(slog.NewTextHandler(f, &slog.HandlerOptions{
		ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey && len(groups) == 0 {
				return slog.String(slog.TimeKey, a.Value.Time().Format("15:04:05"))
			}
			return a
		},
	}))
}

func isTerminal(f *os.File) bool { return isatty.IsTerminal(f.Fd()) }
