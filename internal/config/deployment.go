package config

import (
	"strconv"

	"alertsim/internal/deployment"
)

// How a deployment is told to its functions.
const (
	sendersPerShard   = "ALERTSIM_SENDERS_PER_SHARD"
	workerConcurrency = "ALERTSIM_WORKER_CONCURRENCY"
	sliceSeconds      = "ALERTSIM_SLICE_SECONDS"
	workerMegabytes   = "ALERTSIM_WORKER_MEGABYTES"
	apiMegabytes      = "ALERTSIM_API_MEGABYTES"
	studyConcurrency  = "ALERTSIM_STUDY_CONCURRENCY"
)

// Variables is the environment from which Load reads this deployment.
func Variables(d deployment.Deployment) map[string]string {
	return map[string]string{
		sendersPerShard:   strconv.Itoa(d.SendersPerShard),
		workerConcurrency: strconv.Itoa(d.WorkerConcurrency),
		sliceSeconds:      strconv.Itoa(int(d.Slice.Seconds())),
		workerMegabytes:   strconv.Itoa(d.WorkerMemory),
		apiMegabytes:      strconv.Itoa(d.APIMemory),
		studyConcurrency:  strconv.Itoa(d.StudyConcurrency),
	}
}
