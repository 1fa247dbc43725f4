// Package settings is what somebody asks for: the alert, its senders, retries and
// goals, the limits of each field, the rules between fields, and how all of it is
// read from JSON. Decode is the one way in, for every door.
package settings
