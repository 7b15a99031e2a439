import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.example.orders.Handler;
import com.google.gson.Gson;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Hands the events of a list to the handler, as the runtime of Lambda does, and writes the list of the results. */
final class Invoke {
    public static void main(String[] args) {
        Gson gson = new Gson();
        InputStreamReader input = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        APIGatewayProxyRequestEvent[] events = gson.fromJson(input, APIGatewayProxyRequestEvent[].class);
        Handler handler = new Handler();
        System.out.print(
                gson.toJson(Arrays.stream(events).map(event -> handler.handleRequest(event, null)).toList()));
    }
}
