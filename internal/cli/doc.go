// Package cli is the command line: flags and scenario files in, answers as text,
// tables, pages and JSON out. It serves nothing itself.
package cli
