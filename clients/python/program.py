"""Says the requests of a script to an endpoint, once for each case, and prints what the SDK makes of the answers."""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError


def method_of(client, operation):
    return next(
        getattr(client, python)
        for python, known in client.meta.method_to_api_mapping.items()
        if known == operation
    )


def failure(error):
    if not isinstance(error, ClientError):
        return {"failed": "exception"}
    said = error.response.get("Error", {})
    return {
        "error": {
            "typed": type(error) is not ClientError,
            "code": said.get("Code"),
            "message": said.get("Message"),
        }
    }


def pages(client, request):
    ids = []
    paginator = client.get_paginator("describe_users")
    size = request["input"]["MaxRecords"]
    for count, page in enumerate(paginator.paginate(PaginationConfig={"PageSize": size})):
        if count == request["mostPages"]:
            return {"failed": "endless"}
        ids += [user.get("UserId") for user in page["Users"]]
    return {"ok": {"ids": ids}}


def said(client, request):
    try:
        if "mostPages" in request:
            return pages(client, request)
        output = method_of(client, request["operation"])(**request["input"])
        output.pop("ResponseMetadata", None)
        return {"ok": output}
    except Exception as error:
        return failure(error)


with open(sys.argv[1], encoding="utf-8") as file:
    script = json.load(file)
for name in script["cases"]:
    client = boto3.client(
        "elasticache",
        region_name="us-east-1",
        endpoint_url=script["endpoint"],
        aws_access_key_id=name,
        aws_secret_access_key="none",
        config=Config(connect_timeout=6, read_timeout=6),
    )
    answers = [said(client, request) for request in script["requests"]]
    print(json.dumps({"case": name, "answers": answers}, default=lambda one: type(one).__name__), flush=True)
    client.close()
