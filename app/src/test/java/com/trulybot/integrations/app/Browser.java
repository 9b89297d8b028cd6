package com.trulybot.integrations.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A merchant's browser, as far as connecting needs one: cookies by host, redirects one by one, forms and links. */
final class Browser {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String publicUrl;
    private final String reachedAt;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    /** One that reaches the public address there. */
    Browser(String publicUrl, int port) {
        this.publicUrl = publicUrl;
        this.reachedAt = "http://127.0.0.1:" + port;
    }

    /** What was shown, and where. */
    record Shown(String address, int status, String location, String body) {
        /** What the first match's first group is, unescaped. */
        String find(String pattern) {
            Matcher found = Pattern.compile(pattern).matcher(body);
            if (!found.find()) {
                throw new AssertionError("no " + pattern + " at " + address + ": " + status + " " + body);
            }
            return found.group(1).replace("&amp;", "&").replace("&#x3D;", "=").replace("&quot;", "\"");
        }
    }

    /** Opens an address, and goes no further. */
    Shown open(String address) throws IOException, InterruptedException {
        return send("GET", address, "");
    }

    /** Opens an address, and goes wherever it is sent. */
    Shown follow(String address) throws IOException, InterruptedException {
        Shown shown = open(address);
        while (!shown.location().isEmpty()) {
            shown = open(URI.create(shown.address()).resolve(shown.location()).toString());
        }
        return shown;
    }

    /** Sends a form back to the page that it is on. */
    Shown submit(Shown page) throws IOException, InterruptedException {
        return send("POST", page.address(), "form=" + page.find("name=\"form\" value=\"([^\"]+)\""));
    }

    private Shown send(String method, String address, String form) throws IOException, InterruptedException {
        boolean ours = address.startsWith(publicUrl + "/");
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(ours ? reachedAt + address.substring(publicUrl.length()) : address))
                .timeout(Duration.ofSeconds(60));
        if (ours && !cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(each -> each.getKey() + "=" + each.getValue())
                            .collect(Collectors.joining("; ")));
        }
        if (!form.isEmpty()) {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Origin", publicUrl)
                    .header("Sec-Fetch-Site", "same-origin");
        }
        HttpResponse<String> answer = HTTP.send(
                request.method(
                                method,
                                form.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (ours) {
            answer.headers().allValues("set-cookie").forEach(this::keep);
        }
        boolean redirect = answer.statusCode() / 100 == 3;
        return new Shown(
                address,
                answer.statusCode(),
                redirect ? answer.headers().firstValue("location").orElse("") : "",
                answer.body());
    }

    private void keep(String cookie) {
        String[] pair = cookie.replaceFirst(";.*", "").split("=", 2);
        if (pair[1].isEmpty()) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }
}
