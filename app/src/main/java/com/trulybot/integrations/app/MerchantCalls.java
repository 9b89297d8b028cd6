package com.trulybot.integrations.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What the demo's merchant asks of the API. */
final class MerchantCalls {
    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String api;
    private final String token;

    MerchantCalls(String api, String token) {
        this.api = api;
        this.token = token;
    }

    /**
     * Asks.
     *
     * @param body empty for none
     * @return what was answered; missing when that is nothing
     * @throws IOException saying what was refused
     */
    JsonNode must(String method, String path, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException(method + " " + path + " was refused: " + answer.body());
            }
            return answer.body().isEmpty() ? JSON.missingNode() : JSON.readTree(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking the API", e);
        }
    }

    /** The page of ours where the merchant connects a store by granting access at its platform. */
    String authorize(String platform, String address) throws IOException {
        boolean shopify = platform.equals("shopify");
        return must(
                        "POST",
                        "/api/integrations/" + platform + (shopify ? "/connect" : "/authorize"),
                        JSON.createObjectNode()
                                .put(shopify ? "shopDomain" : "storeUrl", address)
                                .toString())
                .path("authorizeUrl")
                .asText();
    }
}
