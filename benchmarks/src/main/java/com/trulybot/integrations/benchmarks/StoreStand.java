package com.trulybot.integrations.benchmarks;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

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
        Javalin.create(config -> {
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
                .start("127.0.0.1", Integer.parseInt(arguments[1]));
        System.out.println("ready");
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
