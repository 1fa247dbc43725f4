// Package docs tests the documents of this project: every command they give is run.
package docs
