package cli

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"

	"alertsim/internal/engine"
	"alertsim/internal/study"
)

const keptStudyText = `{"settings": {"messages": 40, "seed": 5}, "vary": [{"path": "messages", "values": [20, 40]}], "replications": 3}`

// keptResults are those of a small study that is cut into chunks of one run each.
func keptResults(t *testing.T) *study.Results {
	t.Helper()
	q, err := study.Decode([]byte(keptStudyText))
	if err != nil {
		t.Fatal(err)
	}
	return study.NewResults(q, study.Layout{Sizes: []study.Size{{Chunks: 6, Runs: 1}}})
}

// goOn opens a file and makes what is not in it.
func goOn(t *testing.T, name string) (*study.Results, error) {
	t.Helper()
	k, err := openKept(name)
	if err != nil {
		return nil, err
	}
	defer k.close()
	r := keptResults(t)
	layout, err := k.layout(r.Query, r.Layout)
	if err != nil {
		return nil, err
	}
	r = study.NewResults(r.Query, layout)
	if err := k.begin(r); err != nil {
		return nil, err
	}
	return r, study.Pool{Workers: 2}.Run(t.Context(), r, k.keep)
}

func runsOf(t *testing.T, r *study.Results) (all []study.Run) {
	t.Helper()
	for point := range r.Query.Points() {
		runs, ok := r.RunsOf(point)
		if !ok {
			t.Fatalf("point %d is not complete", point)
		}
		all = append(all, runs...)
	}
	return all
}

// However much of the file was written when the program was killed, it goes on from there, to the same runs.
func TestResumeAfterAKillAtAnyByte(t *testing.T) {
	name := filepath.Join(t.TempDir(), "runs")
	r, err := goOn(t, name)
	if err != nil {
		t.Fatal(err)
	}
	want := runsOf(t, r)
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for size := range len(whole) + 1 {
		if err := os.WriteFile(name, whole[:size], 0o600); err != nil {
			t.Fatal(err)
		}
		k, err := openKept(name)
		if err != nil {
			t.Fatalf("%d bytes: %v", size, err)
		}
		there := keptResults(t)
		err = k.begin(there)
		lines := strings.Count(string(whole[:size]), "\n")
		if got := there.Chunks(); err != nil || got != max(0, lines-1) || k.damaged > 0 {
			t.Fatalf("%d bytes: %d chunks of %d lines (%v)", size, got, lines, err)
		}
		k.close()
		if size%29 > 0 && size < len(whole)-3 { // to the end of some, as that takes longer
			continue
		}
		if there, err = goOn(t, name); err != nil {
			t.Fatalf("%d bytes: %v", size, err)
		}
		if !reflect.DeepEqual(runsOf(t, there), want) {
			t.Fatalf("%d bytes: the runs are others", size)
		}
		if text, _ := os.ReadFile(name); strings.Count(string(text), "\n") != 7 || !strings.HasSuffix(string(text), "\n") {
			t.Fatalf("%d bytes: the file is not whole afterwards: %s", size, text)
		}
	}
}

// A line that was damaged is run again; nothing of it is told. Whatever bytes there are, nothing panics.
func TestResumeWithDamage(t *testing.T) {
	name := filepath.Join(t.TempDir(), "runs")
	r, err := goOn(t, name)
	if err != nil {
		t.Fatal(err)
	}
	want := runsOf(t, r)
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	for range 60 {
		damaged := append([]byte{}, whole...)
		at := random.IntN(len(damaged))
		damaged[at] ^= byte(1 + random.IntN(255))
		if err := os.WriteFile(name, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := goOn(t, name)
		if err == nil && !reflect.DeepEqual(runsOf(t, r), want) {
			t.Fatalf("byte %d became %q: the runs are others (seed %d)", at, damaged[at], seed)
		}
		if err != nil && (!strings.HasPrefix(err.Error(), "--resume: ") || at > strings.IndexByte(string(whole), '\n')) {
			t.Fatalf("byte %d became %q: %v (seed %d)", at, damaged[at], err, seed)
		}
	}
}

func TestResumeRefusesWhatIsNotItsOwn(t *testing.T) {
	name := filepath.Join(t.TempDir(), "runs")
	if _, err := goOn(t, name); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for from, want := range map[string]string{
		`"messages":40`: "are of another study; give another name, or the same scenario and flags as before",
		fmt.Sprintf(`"engine":%d`, engine.Version):     fmt.Sprintf("are of another engine (version 9, this is %d)", engine.Version),
		fmt.Sprintf(`"version":%d`, keptVersion):       "is of another version of this program",
		`"chunks":6`:                                   "are not as many as this study has",
		string(whole):                                  "is no file of --resume, and is left as it is; give another name",
		strings.SplitAfter(string(whole), "\n")[0][:5]: "is no file of --resume",
	} {
		to := "9"
		if i := strings.IndexByte(from, ':'); i > 0 && len(from) < 20 {
			to = from[:i+1] + "9"
		}
		changed := strings.Replace(string(whole), from, to, 1)
		if err := os.WriteFile(name, []byte(changed), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := goOn(t, name); err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "--resume: ") {
			t.Errorf("%s: got %v, want %s", from, err, want)
		}
		if text, _ := os.ReadFile(name); string(text) != changed {
			t.Errorf("%s: the file was changed", from)
		}
	}
}

// fullFile has room for so many bytes.
type fullFile struct {
	*os.File
	room int
}

func (f *fullFile) Write(b []byte) (int, error) {
	n := min(f.room, len(b))
	f.room -= n
	written, err := f.File.Write(b[:n])
	if err == nil && n < len(b) {
		err = &os.PathError{Op: "write", Path: f.Name(), Err: syscall.ENOSPC}
	}
	return written, err
}

// A full disk ends it with an error; what was kept before stays, and is gone on with.
func TestResumeOnAFullDisk(t *testing.T) {
	name := filepath.Join(t.TempDir(), "runs")
	for room := 0; room < 1400; room += 50 {
		if err := os.RemoveAll(name); err != nil {
			t.Fatal(err)
		}
		k, err := openKept(name)
		if err != nil {
			t.Fatal(err)
		}
		k.file = &fullFile{k.file.(*os.File), room}
		r := keptResults(t)
		err = k.begin(r)
		if err == nil {
			err = study.Pool{Workers: 2}.Run(t.Context(), r, k.keep)
		}
		k.close()
		if err == nil {
			return // there was room for all of it
		}
		if !errors.Is(err, syscall.ENOSPC) || !strings.HasPrefix(err.Error(), "--resume: ") || !strings.HasSuffix(err.Error(), "; what was kept before is in it") {
			t.Fatalf("%d bytes: %v", room, err)
		}
		there, err := goOn(t, name)
		if err != nil {
			t.Fatalf("%d bytes: %v", room, err)
		}
		runsOf(t, there)
	}
	t.Error("there was never room enough")
}

// Ctrl-C keeps what is done, says so, and the command that it names goes on from there to the result of a run without it.
func TestSweepIsInterruptedAndGoesOn(t *testing.T) {
	folder := t.TempDir()
	name := filepath.Join(folder, "my runs")
	args := []string{
		"sweep", "--messages", "20", "--seed", "3", "--objective", "none", "--vary", "who's: senderGroups[0].senders=1,2,3,4",
		"--replications", "1000", "--csv", "-",
	}
	stopped := func(resume ...string) answered {
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		go func() { // as soon as something is kept
			for ctx.Err() == nil {
				if text, _ := os.ReadFile(name); len(resume) == 0 || strings.Count(string(text), "\n") > 1 {
					stop()
				}
				time.Sleep(time.Millisecond) // else it takes a processor for itself
			}
		}()
		return askUntil(ctx, strings.NewReader(""), append(args, resume...)...)
	}
	if a := stopped(); a.status != 130 || !strings.Contains(a.err, "there is no result and nothing was kept. With --resume FILE what is done is kept") || a.out != "" {
		t.Errorf("%+v", a)
	}
	a := stopped("--resume", name)
	if a.status != 130 || a.out != "" || !strings.Contains(a.err, " of 4,000 runs are kept in "+name+". To go on: alertsim sweep --messages 20 --seed 3 ") ||
		!strings.Contains(a.err, `--vary 'who'\''s: senderGroups[0].senders=1,2,3,4'`) || !strings.Contains(a.err, "--resume '"+name+"'") {
		t.Fatalf("%+v", a)
	}
	text, err := os.ReadFile(name)
	if err != nil || strings.Count(string(text), "\n") < 2 {
		t.Fatalf("nothing is kept: %v", err)
	}
	onlyThese(t, folder, "my runs")
	went := ask(t, "", append(args, "--resume", name)...)
	if want := ask(t, "", args...); went.out != want.out || went.status != 0 || !strings.Contains(went.err, "are there already") {
		t.Errorf("it went on to another result: %s", went.err)
	}
}

// Without a seed the one that was drawn at first is gone on with.
func TestResumeKeepsTheSeed(t *testing.T) {
	name := filepath.Join(t.TempDir(), "runs")
	args := []string{"sweep", "--messages", "50", "--objective", "none", "--vary", "speed=1,2", "--json", "--resume", name}
	first := ask(t, "", args...)
	if again := ask(t, "", args...); again.out != first.out || again.status != 0 || !strings.Contains(again.err, "40 are there already") {
		t.Errorf("%+v\n%+v", first, again)
	}
	if other := ask(t, "", append(args, "--seed", "7")...); other.status != 1 || !strings.Contains(other.err, "of another study") {
		t.Errorf("%+v", other)
	}
	if wrong := ask(t, "", "sweep", "--messages", "0", "--vary", "speed=1,2", "--resume", name+"2"); wrong.status != 1 {
		t.Errorf("%+v", wrong)
	}
	onlyThese(t, filepath.Dir(name), "runs") // no empty file is left behind
}
