package com.trulybot.integrations.app.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/**
 * The server that the shops have to do with.
 *
 * @param publicUrl how the world reaches it, without a trailing slash
 * @param reachedAt where it is really reached from here, as a proxy would know; often the same
 */
public record Trulybot(String publicUrl, String reachedAt) {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** Reached as the world does. */
    public static Trulybot at(String publicUrl) {
        return new Trulybot(publicUrl, publicUrl);
    }

    /** Posts to it, or to whatever else is there; the answer's status, and 0 when there was none. */
    int post(String address, Map<String, String> headers, byte[] body) {
        String real = address.startsWith(publicUrl + "/") ? reachedAt + address.substring(publicUrl.length()) : address;
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(real))
                    .timeout(LONGEST)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body));
            headers.forEach(request::header);
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | IllegalArgumentException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
