package engine

// Version is raised whenever the same settings come to another result, be it by one
// microsecond or one message: by a change of this package, of what makes its Config of
// settings, or of the time zones within the program. A worker goes on only with what its
// own version began, since it replays to the stored clock. The golden digests name the
// version that they are of, and cannot be written anew without another.
//
// 1 is also what no version is stored with.
const Version = 1
