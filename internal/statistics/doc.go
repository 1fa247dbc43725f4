// Package statistics says what several runs tell of all that there could be: of a figure its median and mean, of what
// held in some of them its probability, each with an interval. Everything that is told with an interval has it from
// here, so that it means the same everywhere.
package statistics
