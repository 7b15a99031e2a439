import json


def handler(event, context):
    # The headers of the verdict: the authorizer has judged before this function started.
    cors = json.loads(event["requestContext"]["authorizer"]["corsHeaders"])
    return {
        "statusCode": 200,
        "headers": {"Content-Type": "application/json", **cors},
        "body": json.dumps({"method": event["httpMethod"], "path": event["path"]}),
    }
