package fit

// Memory is the most that fitting a log of so many bytes holds, beside the log itself. Rows take about twice what a log
// of the shortest ones has, and as much again for when they begin and end; each way in which attempts end takes some
// kilobytes. What is more than two sorters hold goes to files.
func Memory(log int64) int64 { return min(baseMemory+memoryPerByte*log, maxMemory) }

// MostWithin is the longest log whose fitting holds no more than that, the log itself with it.
func MostWithin(memory int64) int64 {
	return max(0, (memory-baseMemory)/(memoryPerByte+1), memory-maxMemory)
}

const (
	baseMemory    = 8 << 20
	memoryPerByte = 20
	maxMemory     = 240 << 20
)
