// Says the requests of a script to an endpoint, once for each case, and prints what the SDK makes of the answers.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"reflect"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/elasticache"
	"github.com/aws/smithy-go"
)

type request struct {
	Operation string          `json:"operation"`
	Input     json.RawMessage `json:"input"`
	MostPages int             `json:"mostPages"`
}

type script struct {
	Endpoint string    `json:"endpoint"`
	Cases    []string  `json:"cases"`
	Requests []request `json:"requests"`
}

func main() {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	var all script
	if err := json.Unmarshal(text, &all); err != nil {
		panic(err)
	}
	out := json.NewEncoder(os.Stdout)
	for _, name := range all.Cases {
		// A connection of its own: what is left over of one answer would be taken for the next.
		transport := http.DefaultTransport.(*http.Transport).Clone()
		client := elasticache.New(elasticache.Options{
			Region:       "us-east-1",
			BaseEndpoint: aws.String(all.Endpoint),
			Credentials:  credentials.NewStaticCredentialsProvider(name, "none", ""),
			HTTPClient:   &http.Client{Transport: transport, Timeout: 6 * time.Second},
		})
		answers := []any{}
		for _, one := range all.Requests {
			answers = append(answers, said(client, one))
		}
		transport.CloseIdleConnections()
		_ = out.Encode(map[string]any{"case": name, "answers": answers})
	}
}

func said(client *elasticache.Client, one request) any {
	if one.MostPages > 0 {
		return pages(client, one)
	}
	method := reflect.ValueOf(client).MethodByName(one.Operation)
	input := reflect.New(method.Type().In(1).Elem())
	if err := json.Unmarshal(one.Input, input.Interface()); err != nil {
		panic(err)
	}
	results := method.Call([]reflect.Value{reflect.ValueOf(context.Background()), input})
	if err, ok := results[1].Interface().(error); ok {
		return failure(err)
	}
	return map[string]any{"ok": results[0].Interface()}
}

func pages(client *elasticache.Client, one request) any {
	var input elasticache.DescribeUsersInput
	if err := json.Unmarshal(one.Input, &input); err != nil {
		panic(err)
	}
	ids := []string{}
	paginator := elasticache.NewDescribeUsersPaginator(client, &input)
	for count := 0; paginator.HasMorePages(); count++ {
		if count == one.MostPages {
			return map[string]any{"failed": "endless"}
		}
		page, err := paginator.NextPage(context.Background())
		if err != nil {
			return failure(err)
		}
		for _, user := range page.Users {
			ids = append(ids, aws.ToString(user.UserId))
		}
	}
	return map[string]any{"ok": map[string]any{"ids": ids}}
}

func failure(err error) any {
	var known smithy.APIError
	if !errors.As(err, &known) {
		return map[string]any{"failed": "exception"}
	}
	class := strings.TrimPrefix(fmt.Sprintf("%T", known), "*types.")
	return map[string]any{"error": map[string]any{
		"typed":   class != "*smithy.GenericAPIError",
		"code":    known.ErrorCode(),
		"message": known.ErrorMessage(),
	}}
}
