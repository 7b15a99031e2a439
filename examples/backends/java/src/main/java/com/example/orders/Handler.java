package com.example.orders;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.util.Map;

public final class Handler
        implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
    private static final Gson GSON = new Gson();
    private static final TypeToken<Map<String, String>> HEADERS = new TypeToken<>() {};

    @Override
    public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        Map<String, Object> authorizer = event.getRequestContext().getAuthorizer();
        // The headers of the verdict: the authorizer has judged before this function started.
        Map<String, String> headers = GSON.fromJson((String) authorizer.get("corsHeaders"), HEADERS);
        headers.put("Content-Type", "application/json");
        return new APIGatewayProxyResponseEvent()
                .withStatusCode(200)
                .withHeaders(headers)
                .withBody(GSON.toJson(Map.of("method", event.getHttpMethod(), "path", event.getPath())));
    }
}
