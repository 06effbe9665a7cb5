// Times Porcupine on recorded histories of a key-value store, for the bench of our own checker.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"sort"
	"strconv"
	"time"

	"github.com/anishathalye/porcupine"
)

type request struct {
	op, key, value string
}

var line = regexp.MustCompile(`:process (\d+), :type :(\w+), :f :(\w+), :key "(.*?)", :value (?:nil|"(.*)")`)

var model = porcupine.Model{
	PartitionEvent: func(history []porcupine.Event) [][]porcupine.Event {
		byKey := map[string][]porcupine.Event{}
		keyOf := map[int]string{}
		for _, event := range history {
			if event.Kind == porcupine.CallEvent {
				keyOf[event.Id] = event.Value.(request).key
			}
			key := keyOf[event.Id]
			byKey[key] = append(byKey[key], event)
		}
		parts := [][]porcupine.Event{}
		for _, part := range byKey {
			parts = append(parts, part)
		}
		return parts
	},
	Init: func() interface{} { return "" },
	Step: func(state, input, output interface{}) (bool, interface{}) {
		asked := input.(request)
		switch asked.op {
		case "get":
			return output.(string) == state.(string), state
		case "put":
			return true, asked.value
		default:
			return true, state.(string) + asked.value
		}
	},
}

func read(path string) ([]porcupine.Event, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	events := []porcupine.Event{}
	pending := map[int]int{}
	id := 0
	scanner := bufio.NewScanner(file)
	scanner.Buffer(make([]byte, 1<<20), 1<<20)
	for scanner.Scan() {
		found := line.FindStringSubmatch(scanner.Text())
		if found == nil {
			continue
		}
		process, _ := strconv.Atoi(found[1])
		if found[2] == "invoke" {
			events = append(events, porcupine.Event{Kind: porcupine.CallEvent, Value: request{found[3], found[4], found[5]}, Id: id, ClientId: process})
			pending[process] = id
			id++
		} else {
			events = append(events, porcupine.Event{Kind: porcupine.ReturnEvent, Value: found[5], Id: pending[process], ClientId: process})
			delete(pending, process)
		}
	}
	// What was never answered may have happened at any time: Porcupine wants an answer at the end.
	for process, open := range pending {
		events = append(events, porcupine.Event{Kind: porcupine.ReturnEvent, Value: "", Id: open, ClientId: process})
	}
	return events, scanner.Err()
}

func main() {
	type result struct {
		Linearizable bool    `json:"linearizable"`
		Milliseconds float64 `json:"milliseconds"`
	}
	results := map[string]result{}
	for _, path := range os.Args[1:] {
		events, err := read(path)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		times := []float64{}
		verdict := false
		for turn := 0; turn < 9; turn++ {
			start := time.Now()
			verdict = porcupine.CheckEvents(model, events)
			times = append(times, float64(time.Since(start).Nanoseconds())/1e6)
		}
		sort.Float64s(times)
		results[path] = result{verdict, times[len(times)/2]}
	}
	json.NewEncoder(os.Stdout).Encode(results)
}
