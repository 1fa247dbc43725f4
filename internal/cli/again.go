package cli

import (
	"regexp"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// commandLine is the command as it was given, for a shell.
func commandLine(cmd *cobra.Command, args []string) string {
	out := []string{cmd.CommandPath()}
	for _, arg := range args {
		out = append(out, quoted(arg))
	}
	cmd.Flags().Visit(func(f *pflag.Flag) {
		name := "--" + f.Name
		if list, is := f.Value.(pflag.SliceValue); is {
			for _, value := range list.GetSlice() {
				out = append(out, name, quoted(value))
			}
			return
		}
		if f.Value.Type() == "bool" {
			out = append(out, name)
			return
		}
		out = append(out, name, quoted(f.Value.String()))
	})
	return strings.Join(out, " ")
}

var plainWord = regexp.MustCompile(`^[\w./:@%+,=-]+$`)

// quoted is a word that a shell takes as it is.
func quoted(word string) string {
	if plainWord.MatchString(word) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
