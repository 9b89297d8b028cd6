package com.trulybot.integrations.benchmarks;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * A WooCommerce store that has one order, recorded from a real one, and takes a set time to answer. No thread waits
 * meanwhile, so that it is never the slow part.
 */
final class StoreStand {
    private static final String INDEX =
            "{\"name\":\"Stand\",\"url\":\"http:\\/\\/127.0.0.1\",\"namespaces\":[\"wp\\/v2\",\"wc\\/v3\"]}";
    private static final String STATUS =
            "{\"environment\":{\"version\":\"11.0.1\"},\"settings\":{\"currency\":\"USD\"}}";

    private StoreStand() {}

    public static void main(String[] arguments) {
        long delayMillis = Long.parseLong(arguments[0]);
        byte[] order = recordedOrder();
        int port = Integer.parseInt(arguments[1]);
        Javalin.create(config -> {
                    config.jetty.port = port;
                    config.jetty.host = "127.0.0.1";
                    if (arguments.length > 2) {
                        config.jetty.addConnector((server, http) -> secure(server, http, Path.of(arguments[2]), port));
                    }
                    config.startup.showJavalinBanner = false;
                    // It stands for a store that answers in no time; packing an answer takes time.
                    config.http.compressionStrategy = CompressionStrategy.NONE;
                    config.routes.get("/wp-json/", context -> json(context, INDEX));
                    config.routes.get("/wp-json/wc/v3/system_status", context -> json(context, STATUS));
                    config.routes.get("/wp-json/wc/v3/orders", context -> json(context, "[{\"id\":20}]"));
                    config.routes.get(
                            "/wp-json/wc/v3/orders/20",
                            context -> after(
                                    delayMillis,
                                    context,
                                    () -> context.contentType("application/json")
                                            .result(order)));
                })
                .start();
        System.out.println("ready");
    }

    private static ServerConnector secure(
            org.eclipse.jetty.server.Server server, HttpConfiguration http, Path keys, int port) {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setSslContext(StandCertificate.server(keys));
        HttpConfiguration secured = new HttpConfiguration(http);
        secured.addCustomizer(new SecureRequestCustomizer(false));
        ServerConnector connector = new ServerConnector(server, tls, new HttpConnectionFactory(secured));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        return connector;
    }

    private static void after(long delayMillis, Context context, Runnable answer) {
        if (delayMillis == 0) {
            answer.run();
            return;
        }
        Executor later = CompletableFuture.delayedExecutor(delayMillis, TimeUnit.MILLISECONDS);
        context.future(() -> CompletableFuture.runAsync(answer, later));
    }

    private static void json(Context context, String text) {
        context.contentType("application/json").result(text);
    }

    static byte[] recordedOrder() {
        try (InputStream in = StoreStand.class.getResourceAsStream("/order-20.json")) {
            return Objects.requireNonNull(in, "order-20.json").readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
