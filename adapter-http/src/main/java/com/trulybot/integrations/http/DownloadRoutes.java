package com.trulybot.integrations.http;

import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Files of ours that merchants install. Each is made when it is first asked for, and kept. */
final class DownloadRoutes {
    private final Map<String, Supplier<byte[]>> files;
    private final Map<String, Made> made = new ConcurrentHashMap<>();

    @SuppressWarnings("ArrayRecordComponent")
    private record Made(byte[] bytes, String etag) {
        static Made of(byte[] bytes) {
            return new Made(bytes, Etags.of(bytes, ""));
        }
    }

    DownloadRoutes(Map<String, Supplier<byte[]>> files) {
        this.files = Map.copyOf(files);
    }

    void register(Routes routes) {
        routes.file("/downloads/{file}", this::send);
    }

    private void send(Context ctx) {
        String name = ctx.pathParam("file");
        Supplier<byte[]> source = Optional.ofNullable(files.get(name)).orElseThrow(Problems::notFound);
        Made file = made.computeIfAbsent(name, same -> Made.of(source.get()));
        ctx.header("ETag", file.etag());
        ctx.header("Cache-Control", "public, max-age=300");
        if (Etags.matches(ctx.header("If-None-Match"), file.etag())) {
            ctx.status(304);
            return;
        }
        // The name is one of ours, not the caller's.
        ctx.header("Content-Disposition", "attachment; filename=\"" + name + "\"");
        ctx.contentType(name.endsWith(".zip") ? "application/zip" : "application/octet-stream")
                .result(file.bytes());
    }
}
